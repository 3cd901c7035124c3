using Fleet.Contracts.VehicleTracking;
using Fleet.VehicleTracking.Motion;

namespace Fleet.VehicleTracking.Queries;

/// <summary>What a vehicle did within a span. Trips, stops and events count where they began.</summary>
/// <param name="From">Begin of the span, UTC.</param>
/// <param name="To">Its end, UTC.</param>
/// <param name="Trips">How many trips.</param>
/// <param name="DistanceMetres">Sum of the trips.</param>
/// <param name="DrivingSeconds">Sum of the trips.</param>
/// <param name="AverageSpeedKmh">Distance by driving time; null without a trip.</param>
/// <param name="MaxSpeedKmh">Highest of the trips; null without one.</param>
/// <param name="Stops">How many stops.</param>
/// <param name="StopSeconds">Sum of the stops.</param>
/// <param name="Overspeeds">How many overspeed episodes.</param>
/// <param name="EngineSeconds">How long the ignition was on within the span; null when it never said anything.</param>
/// <param name="IdleSeconds">How much of that was not within a trip.</param>
internal sealed record Summary(
    DateTimeOffset From,
    DateTimeOffset To,
    int Trips,
    double DistanceMetres,
    double DrivingSeconds,
    double? AverageSpeedKmh,
    double? MaxSpeedKmh,
    int Stops,
    double StopSeconds,
    int Overspeeds,
    double? EngineSeconds,
    double? IdleSeconds)
{
    /// <summary>Sums up what began within <paramref name="span"/>.</summary>
    /// <param name="span">The span.</param>
    /// <param name="trips">Trips of the vehicle, from the span or elsewhere.</param>
    /// <param name="stops">Its stops.</param>
    /// <param name="events">Its events.</param>
    /// <param name="engine">When its ignition was on; null when that is not known.</param>
    public static Summary Of(AskedSpan span, IReadOnlyList<Trip> trips, IReadOnlyList<Stop> stops, IReadOnlyList<TrackEvent> events, IReadOnlyList<AskedSpan>? engine)
    {
        var mine = trips.Where(trip => Began(span, trip.StartMs)).ToList();
        var stays = stops.Where(stop => Began(span, stop.StartMs)).ToList();
        var (metres, seconds) = (mine.Sum(trip => trip.DistanceMetres), mine.Sum(trip => (trip.EndMs - trip.StartMs) / 1_000.0));
        var running = engine?.Select(on => Common(on, span)).ToList();
        return new Summary(
            DateTimeOffset.FromUnixTimeMilliseconds(span.FromMs), DateTimeOffset.FromUnixTimeMilliseconds(span.BeforeMs),
            mine.Count, Math.Round(metres, 1), seconds,
            seconds > 0 ? Math.Round(metres / seconds * 3.6, 2) : null, mine.Count > 0 ? Math.Round(mine.Max(trip => trip.MaxSpeedKmh), 2) : null,
            stays.Count, stays.Sum(stop => (stop.EndMs - stop.StartMs) / 1_000.0),
            events.Count(one => one.Kind == VehicleEventKinds.Overspeed && Began(span, one.AtMs)),
            running?.Sum(Seconds),
            running?.Sum(on => Seconds(on) - trips.Sum(trip => Seconds(Common(on, new AskedSpan(trip.StartMs, trip.EndMs))))));
    }

    /// <summary>When the ignition was on; null when no event says anything of it.</summary>
    /// <param name="events">Events in any order.</param>
    /// <param name="newestMs">Up to when an ignition that was never switched off is on, Unix milliseconds.</param>
    public static IReadOnlyList<AskedSpan>? Engine(IEnumerable<TrackEvent> events, long newestMs)
    {
        var switches = events.Where(one => one.Kind is VehicleEventKinds.IgnitionOn or VehicleEventKinds.IgnitionOff).OrderBy(one => one.AtMs).ToList();
        if (switches.Count == 0) return null;
        var spans = new List<AskedSpan>();
        for (var i = 0; i < switches.Count; i++)
        {
            if (switches[i].Kind == VehicleEventKinds.IgnitionOn)
                spans.Add(new AskedSpan(switches[i].AtMs, i + 1 < switches.Count ? switches[i + 1].AtMs : newestMs));
        }

        return spans;
    }

    private static bool Began(AskedSpan span, long atMs) => span.FromMs <= atMs && atMs < span.BeforeMs;

    private static AskedSpan Common(AskedSpan one, AskedSpan other) =>
        new(Math.Max(one.FromMs, other.FromMs), Math.Max(Math.Max(one.FromMs, other.FromMs), Math.Min(one.BeforeMs, other.BeforeMs)));

    private static double Seconds(AskedSpan span) => (span.BeforeMs - span.FromMs) / 1_000.0;
}
