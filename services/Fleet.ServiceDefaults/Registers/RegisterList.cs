using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace Fleet.ServiceDefaults.Registers;

/// <summary>
/// One list out of several shards, newest first. The cursor is the position reached in each shard, so what is registered
/// meanwhile does not move the pages that follow.
/// </summary>
internal static class RegisterList
{
    // So many entries are looked at for one page of a filtered list; then the page ends early, with a cursor.
    private const int MaxScanned = 4_000;

    public static async Task<Page<T>> Read<T>(
        PageRequest request, IReadOnlyList<RegisterSource<T>> sources, Func<T, DateTimeOffset> at, Func<T, bool>? keep, CancellationToken cancellation)
    {
        var size = request.Size();
        Continue(request.StartingAfter, sources);
        var data = new List<T>();
        for (var scanned = 0; scanned < MaxScanned; scanned++)
        {
            await Task.WhenAll(sources.Select(source => source.Fill(cancellation)));
            var newest = sources.Where(source => source.Next is not null).MaxBy(source => at(source.Next!.Entry));
            if (newest is null) return new Page<T>(data, HasMore: false);
            var kept = keep is null || keep(newest.Next!.Entry);
            if (kept && data.Count == size) break;
            var entry = newest.Take();
            if (kept) data.Add(entry);
        }

        return new Page<T>(data, HasMore: true, string.Join('.', sources.Select(source => source.Position)));
    }

    private static void Continue<T>(string? cursor, IReadOnlyList<RegisterSource<T>> sources)
    {
        if (cursor is null) return;
        var parts = cursor.Split('.');
        if (parts.Length != sources.Count) throw Bad();
        for (var i = 0; i < parts.Length; i++)
            sources[i].Position = long.TryParse(parts[i], NumberStyles.None, CultureInfo.InvariantCulture, out var position) ? position : throw Bad();
    }

    private static RequestRefusedException Bad() =>
        new(StatusCodes.Status400BadRequest, "bad_cursor", "starting_after is the nextCursor of an earlier page of the same list.", "starting_after");
}
