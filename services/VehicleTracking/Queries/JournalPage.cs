using System.Globalization;
using Fleet.ServiceDefaults;
using Fleet.VehicleTracking.Motion;
using Fleet.VehicleTracking.Shards;

namespace Fleet.VehicleTracking.Queries;

/// <summary>Pages of trips, stops and events: newest first by when they began, then by id downwards.</summary>
internal static class JournalPage
{
    /// <param name="entries">What is read.</param>
    /// <param name="vehicle">Id of the vehicle.</param>
    /// <param name="kind">Which entries.</param>
    /// <param name="span">When they began.</param>
    /// <param name="page">Which page.</param>
    /// <param name="view">What an entry looks like; null when it is not wanted.</param>
    /// <param name="open">What still lasts, which is newer than all that is over.</param>
    public static async Task<Page<T>> Read<T>(
        this JournalReader entries, string vehicle, EntryKind kind, AskedSpan span, PageRequest page, Func<Entry, T?> view, (long AtMs, string Id, T View)? open = null)
        where T : class
    {
        var (size, items) = (page.Size(), new List<(string Cursor, T View)>());
        var cursor = Cursor(page.StartingAfter);
        if (cursor is null && open is { } lasting && lasting.AtMs >= span.FromMs && lasting.AtMs < span.BeforeMs) items.Add((Text(lasting.AtMs, lasting.Id), lasting.View));
        var isWithin = cursor is { } seen && seen.Ms < span.BeforeMs;
        var rest = isWithin ? span with { BeforeMs = cursor!.Value.Ms } : span;
        await foreach (var entry in entries.Newest(vehicle, kind, rest, isWithin ? cursor!.Value.Id : ""))
        {
            if (items.Count > size) break;
            if (view(entry) is { } wanted) items.Add((Text(entry.AtMs, entry.Id), wanted));
        }

        var hasMore = items.Count > size;
        return new Page<T>([.. items.Take(size).Select(item => item.View)], hasMore, hasMore ? items[size - 1].Cursor : null);
    }

    private static string Text(long atMs, string id) => string.Create(CultureInfo.InvariantCulture, $"{atMs}.{id}");

    private static (long Ms, string Id)? Cursor(string? text)
    {
        if (string.IsNullOrEmpty(text)) return null;
        var parts = text.Split('.', 2);
        return parts.Length == 2 && long.TryParse(parts[0], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var ms)
            ? (ms, parts[1])
            : throw QueryMistake.Of("starting_after", "wrong_type", "starting_after is a cursor of this list.");
    }
}
