using Fleet.Contracts.VehicleTracking;

namespace Fleet.VehicleTracking.Roads;

/// <summary>A version of a road and when it counts.</summary>
/// <param name="Road">What it says.</param>
/// <param name="Version">Number of the version, from 1; 0 for what never was in the catalogue.</param>
/// <param name="FromMs">First instant at which it counts, Unix milliseconds; <see cref="long.MinValue"/> for always.</param>
/// <param name="UntilMs">First instant at which it counts no more: when the road is retired. The next version of the road ends it anyway.</param>
public sealed record RoadVersion(Road Road, int Version = 0, long FromMs = long.MinValue, long UntilMs = long.MaxValue);
