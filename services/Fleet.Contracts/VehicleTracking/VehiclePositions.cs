namespace Fleet.Contracts.VehicleTracking;

/// <summary>
/// Where some vehicles are now. Published on <see cref="Topics.VehiclePositions"/> for who wants to see it at once: it may be
/// lost, come twice or out of order; what must not be missed is asked for as history.
/// </summary>
/// <param name="Positions">The newest position of each vehicle, each vehicle once.</param>
/// <param name="Erased">Vehicles of which everything before these positions was erased and is to be forgotten; absent without any.</param>
public sealed record VehiclePositions(IReadOnlyList<VehiclePosition> Positions, IReadOnlyList<string>? Erased = null);

/// <summary>Where a vehicle is now.</summary>
/// <param name="Vehicle">Id of the vehicle.</param>
/// <param name="Instant">Time of the fix, UTC.</param>
/// <param name="Latitude">WGS 84 degrees.</param>
/// <param name="Longitude">WGS 84 degrees.</param>
/// <param name="SpeedKmh">Speed over ground, km/h; null when unknown.</param>
/// <param name="HeadingDegrees">Course over ground, degrees clockwise from north; null when unknown.</param>
/// <param name="Ignition">Whether the ignition is on; null when unknown.</param>
public sealed record VehiclePosition(
    string Vehicle, DateTimeOffset Instant, double Latitude, double Longitude, double? SpeedKmh = null, double? HeadingDegrees = null, bool? Ignition = null);
