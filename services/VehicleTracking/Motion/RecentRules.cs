using Fleet.Contracts.VehicleTracking;

namespace Fleet.VehicleTracking.Motion;

/// <summary>What a turn makes of a vehicle's recent entries.</summary>
/// <param name="Recent">Entries that may still change; null without any.</param>
/// <param name="Settled">Entries that cannot change any more: they go to the journal.</param>
/// <param name="Alerts">What the world is told.</param>
public sealed record RecentChange(IReadOnlyList<Entry>? Recent, IReadOnlyList<Entry> Settled, IReadOnlyList<VehicleAlert> Alerts);

/// <summary>Which entries stand after fixes were decided, anew or for the first time, and what is published of the difference.</summary>
public static class RecentRules
{
    /// <summary>
    /// A device that makes up events by the hundred must not make its vehicle's state grow: beyond so many, the oldest go to the
    /// journal before the window has passed, and are not withdrawn any more.
    /// </summary>
    public const int Most = 200;

    private static readonly RecentChange None = new(null, [], []);

    /// <param name="vehicle">Id of the vehicle.</param>
    /// <param name="recent">The recent entries before.</param>
    /// <param name="decided">All that was decided at <paramref name="fromMs"/> or later.</param>
    /// <param name="fromMs">What was decided from here on is decided anew.</param>
    /// <param name="settledMs">What was decided before can no longer change.</param>
    public static RecentChange Change(string vehicle, IReadOnlyList<Entry>? recent, List<Entry> decided, long fromMs, long settledMs)
    {
        if (recent is null && decided.Count == 0) return None;
        var standing = (recent ?? []).Where(entry => entry.DecidedMs < fromMs).ToList();
        var old = (recent ?? []).Where(entry => entry.DecidedMs >= fromMs).ToList();
        var all = standing.Concat(decided).ToList();
        if (all.Count > Most) settledMs = Math.Max(settledMs, all.Select(entry => entry.DecidedMs).Order().ElementAt(all.Count - Most));
        var settled = all.FindAll(entry => entry.DecidedMs < settledMs);
        var open = all.FindAll(entry => entry.DecidedMs >= settledMs);
        return new RecentChange(open.Count == 0 ? null : open, settled, [
            .. Published(decided).ExceptBy(Ids(old), said => said.Id).Select(said => AlertOf(vehicle, said)),
            .. Published(old).ExceptBy(Ids(decided), said => said.Id).Select(said => AlertOf(vehicle, said) with { Withdrawn = true })]);
    }

    /// <summary>An event as the world is told of it.</summary>
    public static VehicleAlert AlertOf(string vehicle, TrackEvent said) => new(
        said.Id, said.Kind, vehicle, DateTimeOffset.FromUnixTimeMilliseconds(said.AtMs),
        said.UntilMs is { } until ? DateTimeOffset.FromUnixTimeMilliseconds(until) : null,
        said.Latitude, said.Longitude, said.Zone, said.SpeedKmh, said.LimitKmh, said.Value, said.What);

    private static IEnumerable<TrackEvent> Published(List<Entry> entries) =>
        entries.Where(entry => entry.Event is { IsAgain: null }).Select(entry => entry.Event!);

    private static IEnumerable<string> Ids(List<Entry> entries) => Published(entries).Select(said => said.Id);
}
