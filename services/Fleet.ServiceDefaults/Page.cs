using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace Fleet.ServiceDefaults;

/// <summary>A page of a list.</summary>
/// <param name="Data">The items, in the list's order.</param>
/// <param name="HasMore">Whether items follow.</param>
/// <param name="NextCursor">What to give as <c>starting_after</c> for the next page; null on the last one.</param>
public sealed record Page<T>(IReadOnlyList<T> Data, bool HasMore, string? NextCursor = null);

/// <summary>Which page is wanted: query parameters <c>limit</c> (1 to 100, default 20) and <c>starting_after</c>.</summary>
/// <param name="Limit">How many items at most.</param>
/// <param name="StartingAfter">Cursor of the last item already seen.</param>
public readonly record struct PageRequest(
    [FromQuery(Name = "limit")] int? Limit,
    [FromQuery(Name = "starting_after")] string? StartingAfter)
{
    /// <summary>The wanted number of items; a number out of range is refused with 400.</summary>
    public int Size() => Limit switch
    {
        null => 20,
        >= 1 and <= 100 => Limit.Value,
        _ => throw new RequestRefusedException(StatusCodes.Status400BadRequest, "out_of_range", "limit is a number from 1 to 100.", "limit"),
    };

    /// <summary>
    /// Cuts a page from <paramref name="ordered"/>, which begins after <see cref="StartingAfter"/> already and holds at least
    /// one item more than the page if the list goes on.
    /// </summary>
    public Page<T> Of<T>(IEnumerable<T> ordered, Func<T, string> cursor)
    {
        var size = Size();
        var items = ordered.Take(size + 1).ToList();
        var hasMore = items.Count > size;
        if (hasMore) items.RemoveAt(size);
        return new Page<T>(items, hasMore, hasMore ? cursor(items[^1]) : null);
    }
}
