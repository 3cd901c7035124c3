namespace Fleet.VehicleTracking.Roads;

/// <summary>A limit that was in force.</summary>
/// <param name="LimitKmh">Speed limit, km/h.</param>
/// <param name="Version">Which limit: the version that <c>limits</c> names, or <c>road-vN</c> for the plain limit of version N of the road.</param>
/// <param name="Reason">One of <see cref="Contracts.VehicleTracking.LimitReasons"/>.</param>
public sealed record LimitInForce(int LimitKmh, string Version, string Reason);

/// <summary>For whom a limit is asked. What is not known is taken in the driver's favour.</summary>
/// <param name="VehicleClass">Class; null when it is not known.</param>
/// <param name="EntryLane">Lane at the first camera; null when it is not known.</param>
/// <param name="ExitLane">Lane at the last camera; null when it is not known.</param>
public readonly record struct LimitSubject(string? VehicleClass = null, int? EntryLane = null, int? ExitLane = null);
