using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace Fleet.ServiceDefaults.DueBooks;

/// <summary>The books of one hour.</summary>
/// <param name="Hour">Its beginning, UTC.</param>
/// <param name="Books">How many books.</param>
/// <param name="Waiting">Items in them.</param>
/// <param name="OldestDueAt">The earliest time that an item in them was due at; before the hour when it comes again after a failure. Null when they are empty.</param>
public sealed record DueHour(DateTimeOffset Hour, int Books, long Waiting, DateTimeOffset? OldestDueAt);

/// <summary>What waits for its time.</summary>
/// <param name="Overdue">Items of books whose time has come: being handled, or held up.</param>
/// <param name="OldestOverdueAt">When the oldest of them was due; null when there are none.</param>
/// <param name="Data">Hours that have books, in order of time.</param>
/// <param name="HasMore">Whether hours follow.</param>
/// <param name="NextCursor">What to give as <c>starting_after</c> for the next page; null on the last one.</param>
public sealed record DueOverview(long Overdue, DateTimeOffset? OldestOverdueAt, IReadOnlyList<DueHour> Data, bool HasMore, string? NextCursor);

/// <summary>Shows operators the books of a service.</summary>
public static class ListDueBooks
{
    private const int MaxOverdueHours = 1_000;
    private const int MaxParallel = 8;

    /// <summary>Maps <c>GET</c> <paramref name="path"/>; <c>starting_after</c> is an hour, e.g. <c>2026-11-23T05</c>.</summary>
    public static void MapDueBooks(this IEndpointRouteBuilder routes, string path) => routes.MapGet(path, List);

    private static async Task<Ok<DueOverview>> List(
        [AsParameters] PageRequest page, [FromServices] DueBookClient books, [FromServices] TimeProvider time, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        var listed = await books.Hours(new DueHoursRead(Cursor(page), null, page.Size() + 1), cancellation);
        var hours = page.Of(listed.Hours, hour => hour.Hour);
        var past = await books.Hours(new DueHoursRead(null, DueBookName.HourOf(now), MaxOverdueHours), cancellation);
        var overdue = past.Hours.SelectMany(hour => hour.Books).Where(book => DueBookName.InstantOf(book) <= now).ToList();
        var heads = await Heads(books, [.. hours.Data.SelectMany(hour => hour.Books), .. overdue], cancellation);
        var late = overdue.Select(book => heads[book]).Where(head => head.Waiting > 0).ToList();
        return TypedResults.Ok(new DueOverview(
            late.Sum(head => head.Waiting), Oldest(late), [.. hours.Data.Select(hour => Show(hour, heads))], hours.HasMore, hours.NextCursor));
    }

    private static string? Cursor(PageRequest page) => page.StartingAfter is null || DueBookName.ReadHour(page.StartingAfter) is not null
        ? page.StartingAfter
        : throw new RequestRefusedException(
            StatusCodes.Status400BadRequest, "invalid_cursor", "starting_after is the nextCursor of a page: an hour, like 2026-11-23T05.", "starting_after");

    private static DueHour Show(DueHourBooks hour, IReadOnlyDictionary<string, DueBookHead> heads)
    {
        var books = hour.Books.Select(book => heads[book]).Where(head => head.Waiting > 0).ToList();
        return new DueHour(DueBookName.ReadHour(hour.Hour)!.Value, hour.Books.Count, books.Sum(head => head.Waiting), Oldest(books));
    }

    private static DateTimeOffset? Oldest(List<DueBookHead> books) => books.Count == 0 ? null : books.Min(head => head.OldestDueAt);

    private static async Task<IReadOnlyDictionary<string, DueBookHead>> Heads(DueBookClient books, IReadOnlyList<string> names, CancellationToken cancellation)
    {
        var heads = new Dictionary<string, DueBookHead>(StringComparer.Ordinal);
        foreach (var some in names.Distinct(StringComparer.Ordinal).Chunk(MaxParallel))
        {
            var read = await Task.WhenAll(some.Select(name => books.Book(name).InvokeMethodAsync<DueBookHead>(nameof(IDueBook.Head), cancellation)));
            foreach (var (name, head) in some.Zip(read)) heads.Add(name, head);
        }

        return heads;
    }
}
