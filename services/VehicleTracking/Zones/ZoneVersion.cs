using Fleet.Contracts.VehicleTracking;

namespace Fleet.VehicleTracking.Zones;

/// <summary>
/// A zone as it is from an instant on, until a version of the same zone with a later (or, of the same instant, a higher)
/// <paramref name="EffectiveFrom"/> takes over. A version never changes: id and number say everything.
/// </summary>
/// <param name="Zone">The zone, without mistakes: <see cref="ZoneMistakes"/>.</param>
/// <param name="Version">Number of the version, unlike those of the zone's other versions.</param>
/// <param name="EffectiveFrom">First instant of event time at which it counts.</param>
/// <param name="EffectiveUntil">From then on it counts no more, even without a successor: the zone was taken away; null when it was not.</param>
public sealed record ZoneVersion(Zone Zone, int Version, DateTimeOffset EffectiveFrom, DateTimeOffset? EffectiveUntil = null);
