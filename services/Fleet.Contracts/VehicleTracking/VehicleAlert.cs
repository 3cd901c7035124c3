namespace Fleet.Contracts.VehicleTracking;

/// <summary>Something happened to a vehicle that its operator may want to know. Published on <see cref="Topics.VehicleAlerts"/>.</summary>
/// <param name="EventId">Derived from what happened and, when it is told again after a withdrawal, how often; a withdrawal has its own.</param>
/// <param name="Kind">What happened: one of <see cref="VehicleEventKinds"/>.</param>
/// <param name="Vehicle">Id of the vehicle.</param>
/// <param name="At">When it happened, by the vehicle's own time, UTC.</param>
/// <param name="Until">When it was over, UTC; null for a moment and for what still lasts.</param>
/// <param name="Latitude">Where it happened, WGS 84 degrees; null when nothing was measured there.</param>
/// <param name="Longitude">WGS 84 degrees.</param>
/// <param name="Zone">Id of the zone that it is about; null without one.</param>
/// <param name="SpeedKmh">The speed that it is about, km/h: the highest of an episode.</param>
/// <param name="LimitKmh">The limit that was exceeded, km/h.</param>
/// <param name="Value">What else was measured, in the unit that the kind says.</param>
/// <param name="What">What the device calls it; null unless it says.</param>
/// <param name="Withdraws">Set on a withdrawal: a position that came late has shown that what was published with this event id did not happen.</param>
public sealed record VehicleAlert(
    string EventId,
    string Kind,
    string Vehicle,
    DateTimeOffset At,
    DateTimeOffset? Until = null,
    double? Latitude = null,
    double? Longitude = null,
    string? Zone = null,
    double? SpeedKmh = null,
    double? LimitKmh = null,
    double? Value = null,
    string? What = null,
    string? Withdraws = null);

/// <summary>What can happen to a vehicle; names on the wire.</summary>
public static class VehicleEventKinds
{
    /// <summary>It crossed into a zone.</summary>
    public const string ZoneEnter = "zoneEnter";

    /// <summary>It crossed out of a zone.</summary>
    public const string ZoneExit = "zoneExit";

    /// <summary>It has stayed in a zone for the zone's dwell time, which is the value, in minutes.</summary>
    public const string ZoneDwell = "zoneDwell";

    /// <summary>It was faster than allowed for the minimal duration; one a episode.</summary>
    public const string Overspeed = "overspeed";

    /// <summary>The lower bound of its average speed over a corridor, by positions alone, is above the corridor's limit; the value is what counts of it less the tolerance, whole km/h.</summary>
    public const string CorridorOverspeed = "corridorOverspeed";

    /// <summary>It slowed down hard; the value is in m/s², above zero.</summary>
    public const string HarshBraking = "harshBraking";

    /// <summary>It sped up hard; the value is in m/s².</summary>
    public const string HarshAcceleration = "harshAcceleration";

    /// <summary>The ignition went on.</summary>
    public const string IgnitionOn = "ignitionOn";

    /// <summary>The ignition went off.</summary>
    public const string IgnitionOff = "ignitionOff";

    /// <summary>The device raised an alarm itself.</summary>
    public const string Alarm = "alarm";

    /// <summary>Nothing has come from it for the offline time.</summary>
    public const string Offline = "offline";

    /// <summary>It reports again.</summary>
    public const string Online = "online";
}
