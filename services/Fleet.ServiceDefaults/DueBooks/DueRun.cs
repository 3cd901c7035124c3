using Microsoft.Extensions.Logging;

namespace Fleet.ServiceDefaults.DueBooks;

/// <summary>Runs a book: hands its items to the service, batch by batch, until none is left.</summary>
public sealed class DueRun(IDueHandler handler, DueBookClient books, DueMeter meter, TimeProvider time, ILogger<DueRun> log)
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(15);

    internal async Task Run(string book, CancellationToken cancellation)
    {
        var (runner, handled, failed) = (Guid.NewGuid().ToString("N"), 0, 0);
        var late = time.GetUtcNow() - DueBookName.InstantOf(book);
        for (var batch = await Next(book, runner, null, cancellation); batch.Items.Count > 0; batch = await Next(book, runner, batch.Number, cancellation))
        {
            var left = await Handle(batch.Items, cancellation);
            if (left.Count > 0) await Postpone(book, left, cancellation);
            handled += batch.Items.Count - left.Count;
            failed += left.Count;
        }

        if (handled + failed == 0) return;
        log.LogInformation("Due-date book {Book} ran {LateSeconds:0.0} s after its time: {Handled} items done, {Failed} come again", book, late.TotalSeconds, handled, failed);
    }

    private Task<DueBatch> Next(string book, string runner, long? done, CancellationToken cancellation) =>
        books.Book(book).InvokeMethodAsync<DueProgress, DueBatch>(nameof(IDueBook.Next), new DueProgress(runner, done), cancellation);

    private async Task<IReadOnlyList<DueItem>> Handle(IReadOnlyList<DueItem> items, CancellationToken cancellation)
    {
        var done = await Done(items, cancellation);
        var now = time.GetUtcNow();
        foreach (var item in items.Where(done.Contains)) meter.Handled(now - item.DueAt);
        return [.. items.Where(item => !done.Contains(item))];
    }

    private async Task<HashSet<DueItem>> Done(IReadOnlyList<DueItem> items, CancellationToken cancellation)
    {
        try
        {
            return [.. await handler.Handle(items, cancellation)];
        }
        catch (Exception failure) when (!cancellation.IsCancellationRequested)
        {
            log.LogWarning(failure, "{Count} due items could not be handled; they come again", items.Count);
            return [];
        }
    }

    // They go to a later book: so this one gets empty, and what comes behind them is not held up.
    private async Task Postpone(string book, IReadOnlyList<DueItem> items, CancellationToken cancellation)
    {
        meter.Failed(items.Count);
        var now = time.GetUtcNow();
        IReadOnlyList<DueItem> again = [.. items.Select(item => item with { Attempts = item.Attempts + 1 })];
        var entered = await books.AddAgain(again, item => now + PauseAfter(item.Attempts), cancellation);
        if (entered.Count < again.Count) throw new InvalidOperationException($"Items of due-date book {book} failed and could not be put off; the book runs again.");
    }

    // Doubles from time to time.
    internal static TimeSpan PauseAfter(int attempts)
    {
        var pause = FirstPause * Math.Pow(2, Math.Min(attempts - 1, 10));
        return pause < LongestPause ? pause : LongestPause;
    }
}
