
namespace Fleet.ServiceDefaults.DueBooks;

/// <summary>
/// Wakes books whose reminder does not: a scheduler may lose reminders with its disk, or have one too late since its clock was wrong. Waking a book
/// that needed none registers the same reminder once more.
/// </summary>
public sealed class DueWatch(DueBookClient books, TimeProvider time)
{
    /// <summary>How often books that are overdue are woken.</summary>
    internal static readonly TimeSpan Interval = TimeSpan.FromHours(1);

    private const int HoursACall = 100;
    private const int Parallelism = 8;

    // A book that runs at its time is not overdue.
    private static readonly TimeSpan Grace = TimeSpan.FromMinutes(5);

    /// <summary>Wakes every book there is.</summary>
    public Task WakeAll(CancellationToken cancellation) => Wake(null, cancellation);

    /// <summary>Wakes the books that should have run by now.</summary>
    public Task WakeOverdue(CancellationToken cancellation) => Wake(time.GetUtcNow() - Grace, cancellation);

    private async Task Wake(DateTimeOffset? until, CancellationToken cancellation)
    {
        var lastHour = until is { } instant ? DueBookName.HourOf(instant) : null;
        var options = new ParallelOptions { MaxDegreeOfParallelism = Parallelism, CancellationToken = cancellation };
        string? after = null;
        do
        {
            var found = await books.Hours(new DueHoursRead(after, lastHour, HoursACall), cancellation);
            var names = found.Hours.SelectMany(hour => hour.Books).Where(book => until is null || DueBookName.InstantOf(book) <= until);
            await Parallel.ForEachAsync(names, options, async (book, stop) => await books.Book(book).InvokeMethodAsync(nameof(IDueBook.Wake), stop));
            after = found.Hours.Count == 0 ? null : found.Hours[^1].Hour;
        }
        while (after is not null);
    }
}
