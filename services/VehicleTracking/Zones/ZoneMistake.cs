namespace Fleet.VehicleTracking.Zones;

/// <summary>What is wrong with a zone.</summary>
/// <param name="Param">The field, e.g. <c>geometry.circle.radiusMetres</c>.</param>
/// <param name="Detail">What was expected, for a person.</param>
public sealed record ZoneMistake(string Param, string Detail);
