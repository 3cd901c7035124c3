using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace Fleet.ServiceDefaults.Indexes;

/// <summary>Where the next page of a list begins, as text. It is a place in the order, hence nothing that comes or goes meanwhile moves the pages.</summary>
internal static class IndexCursor
{
    private const int MaxLength = 300;

    public static string Of(IndexKey key) => string.Create(CultureInfo.InvariantCulture, $"{key.At.UtcTicks}.{key.Id}");

    public static IndexKey Read(string cursor)
    {
        var dot = cursor.IndexOf('.', StringComparison.Ordinal);
        return dot > 0 && dot < cursor.Length - 1 && cursor.Length <= MaxLength
            && long.TryParse(cursor.AsSpan(0, dot), NumberStyles.None, CultureInfo.InvariantCulture, out var ticks) && ticks <= DateTimeOffset.MaxValue.Ticks
            ? new IndexKey(new DateTimeOffset(ticks, TimeSpan.Zero), cursor[(dot + 1)..])
            : throw new RequestRefusedException(
                StatusCodes.Status400BadRequest, "bad_cursor", "starting_after is the nextCursor of an earlier page of the same list.", "starting_after");
    }
}
