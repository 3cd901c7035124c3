namespace Fleet.Contracts.VehicleTracking;

/// <summary>A camera saw a vehicle pass. Body of <c>POST /v1/passages</c>, alone or in an array.</summary>
/// <param name="Camera">Id of the camera, as <c>GET /v1/roads</c> lists it.</param>
/// <param name="Plate">Number plate as read: letters, digits, spaces and hyphens; compared without the latter two, in upper case.</param>
/// <param name="Instant">When the vehicle passed, with offset; kept to the millisecond.</param>
/// <param name="Lane">Lane, counted from 1 at the kerb; null when the camera does not know.</param>
public sealed record Passage(string Camera, string Plate, DateTimeOffset Instant, int? Lane = null);
