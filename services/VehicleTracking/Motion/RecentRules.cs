using Fleet.Contracts.VehicleTracking;

namespace Fleet.VehicleTracking.Motion;

/// <summary>What a turn makes of a vehicle's recent entries.</summary>
/// <param name="Recent">Entries that may still change; null without any.</param>
/// <param name="Settled">Entries that cannot change any more: they go to the journal.</param>
/// <param name="Telling">What the world is told.</param>
public sealed record RecentChange(IReadOnlyList<Entry>? Recent, IReadOnlyList<Entry> Settled, Telling Telling);

/// <summary>Which time a turn decides, all in Unix milliseconds.</summary>
/// <param name="FromMs">What was decided from here on is decided anew.</param>
/// <param name="SettledMs">What was decided before can no longer change.</param>
/// <param name="NewestMs">Instant of the newest fix.</param>
/// <param name="OldestMs">What happened before is not told any more.</param>
public readonly record struct TurnTime(long FromMs, long SettledMs, long NewestMs, long OldestMs);

/// <summary>Which entries stand after fixes were decided, anew or for the first time, and what is published of the difference.</summary>
public static class RecentRules
{
    /// <summary>
    /// A device that makes up events by the hundred must not make its vehicle's state grow: beyond so many, the oldest go to the
    /// journal before the window has passed, and are not withdrawn any more.
    /// </summary>
    public const int Most = 200;

    private static readonly RecentChange None = new(null, [], new Telling([], [], 0));

    /// <param name="vehicle">Id of the vehicle.</param>
    /// <param name="recent">The recent entries before.</param>
    /// <param name="told">What the world was told of them.</param>
    /// <param name="decided">All that was decided from the beginning of <paramref name="time"/> on.</param>
    /// <param name="time">Which time is decided.</param>
    public static RecentChange Change(string vehicle, IReadOnlyList<Entry>? recent, IReadOnlyList<Told>? told, List<Entry> decided, TurnTime time)
    {
        told ??= TellRules.AllOf(recent);
        if (recent is null && decided.Count == 0 && told.Count == 0) return None;
        var (fromMs, settledMs) = (time.FromMs, time.SettledMs);
        var standing = (recent ?? []).Where(entry => entry.DecidedMs < fromMs).ToList();
        var old = (recent ?? []).Where(entry => entry.DecidedMs >= fromMs).ToList();
        var all = standing.Concat(decided).ToList();
        if (all.Count > Most) settledMs = Math.Max(settledMs, all.Select(entry => entry.DecidedMs).Order().ElementAt(all.Count - Most));
        var settled = all.FindAll(entry => entry.DecidedMs < settledMs);
        var open = all.FindAll(entry => entry.DecidedMs >= settledMs);
        var telling = TellRules.Tell(vehicle, told, old, decided, time.NewestMs, time.OldestMs);
        return new RecentChange(open.Count == 0 ? null : open, settled, telling with { Told = [.. telling.Told.Where(one => one.DecidedMs >= settledMs)] });
    }

    /// <summary>An event as the world is told of it, its speed as exact as those of the history.</summary>
    public static VehicleAlert AlertOf(string vehicle, TrackEvent said) => new(
        said.Id, said.Kind, vehicle, DateTimeOffset.FromUnixTimeMilliseconds(said.AtMs),
        said.UntilMs is { } until ? DateTimeOffset.FromUnixTimeMilliseconds(until) : null,
        said.Latitude, said.Longitude, said.Zone, said.SpeedKmh is { } speed ? Math.Round(speed, 2) : null, said.LimitKmh, said.Value, said.What);
}
