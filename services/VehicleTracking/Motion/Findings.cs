using System.Text.Json.Serialization;

namespace Fleet.VehicleTracking.Motion;

/// <summary>What the detectors say while fixes go by them.</summary>
public sealed class Findings
{
    public List<TrackEvent> Events { get; } = [];

    public List<Trip> Trips { get; } = [];

    public List<Stop> Stops { get; } = [];

    /// <summary>How many more points have which verdict than before.</summary>
    public int[] Verdicts { get; } = new int[Positions.Verdicts.Count];

    /// <summary>What was decided at <paramref name="fromMs"/> or later.</summary>
    public List<Entry> DecidedFrom(long fromMs)
    {
        if (Events.Count + Trips.Count + Stops.Count == 0) return [];
        var entries = new List<Entry>();
        entries.AddRange(Events.Where(one => one.DecidedMs >= fromMs).Select(one => new Entry(Event: one)));
        entries.AddRange(Trips.Where(one => one.DecidedMs >= fromMs).Select(one => new Entry(Trip: one)));
        entries.AddRange(Stops.Where(one => one.DecidedMs >= fromMs).Select(one => new Entry(Stop: one)));
        return entries;
    }
}

/// <summary>
/// One line of a vehicle's journal: exactly one of an event, a trip and a stop. An entry may be said again with more in it (an
/// episode that is over); of those with one id, the one that was decided last counts.
/// </summary>
public sealed record Entry(TrackEvent? Event = null, Trip? Trip = null, Stop? Stop = null)
{
    [JsonIgnore]
    public string Id => Event?.Id ?? Trip?.Id ?? Stop!.Id;

    /// <summary>When it happened or began, Unix milliseconds; its day is the journal's day.</summary>
    [JsonIgnore]
    public long AtMs => Event?.AtMs ?? Trip?.StartMs ?? Stop!.StartMs;

    /// <summary>Instant of the fix that decided it, Unix milliseconds.</summary>
    [JsonIgnore]
    public long DecidedMs => Event?.DecidedMs ?? Trip?.DecidedMs ?? Stop!.DecidedMs;
}
