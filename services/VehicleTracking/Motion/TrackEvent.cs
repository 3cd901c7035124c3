using Fleet.Contracts;

namespace Fleet.VehicleTracking.Motion;

/// <summary>What a detector says has happened. Made again from the same fixes it is the same, id included.</summary>
/// <param name="Id">Derived: <see cref="Of"/>.</param>
/// <param name="Kind">One of <see cref="Contracts.VehicleTracking.VehicleEventKinds"/>.</param>
/// <param name="DecidedMs">Instant of the fix that decided it, Unix milliseconds; not before <paramref name="AtMs"/>.</param>
/// <param name="AtMs">When it happened, Unix milliseconds.</param>
/// <param name="UntilMs">When it was over, Unix milliseconds; null for a moment and for what still lasts.</param>
/// <param name="Latitude">Where, WGS 84 degrees.</param>
/// <param name="Longitude">WGS 84 degrees.</param>
/// <param name="Zone">Id of the zone it is about.</param>
/// <param name="SpeedKmh">Speed it is about, km/h.</param>
/// <param name="LimitKmh">Limit that was exceeded, km/h.</param>
/// <param name="Value">What else was measured, in the unit that the kind says.</param>
/// <param name="What">What the device calls it.</param>
/// <param name="IsAgain">It tells more of an event that was said before (an episode that is over), and is not published again.</param>
public sealed record TrackEvent(
    string Id,
    string Kind,
    long DecidedMs,
    long AtMs,
    long? UntilMs = null,
    double? Latitude = null,
    double? Longitude = null,
    string? Zone = null,
    double? SpeedKmh = null,
    double? LimitKmh = null,
    double? Value = null,
    string? What = null,
    bool? IsAgain = null)
{
    /// <summary>An event of <paramref name="vehicle"/> that <paramref name="fix"/> decides, at <paramref name="atMs"/>; at most one a kind, instant and zone.</summary>
    public static TrackEvent Of(string vehicle, string kind, Fix fix, long atMs, string? zone = null) => new(
        DerivedId.Of("evt", vehicle, kind, atMs.ToString(System.Globalization.CultureInfo.InvariantCulture), zone ?? ""),
        kind, fix.InstantMs, atMs, Latitude: fix.Latitude, Longitude: fix.Longitude, Zone: zone);
}
