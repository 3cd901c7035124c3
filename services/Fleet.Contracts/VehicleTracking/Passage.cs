namespace Fleet.Contracts.VehicleTracking;

/// <summary>A camera saw a vehicle pass. Body of <c>POST /v1/passages</c>, alone or in an array.</summary>
/// <param name="Camera">Id of the camera, as <c>GET /v1/roads</c> lists it.</param>
/// <param name="Plate">Number plate as read: letters, digits, spaces and hyphens; compared without the latter two, in upper case.</param>
/// <param name="Instant">When the vehicle passed by the camera's clock, with offset; kept to the millisecond.</param>
/// <param name="Lane">Lane, counted from 1 at the kerb; null when the camera does not know.</param>
/// <param name="VehicleClass">Class of the vehicle, as the limits of the road name it, e.g. <c>truck</c>; null when the camera does not know.</param>
/// <param name="Confidence">How sure the camera is of the plate, 0 to 1; null when it does not say, and then the plate counts.</param>
/// <param name="Uuid">The camera's own id of the report, by which a repetition is known; null without one.</param>
/// <param name="Confirmed">In answers only: a person has looked at the plate and confirmed or corrected it.</param>
public sealed record Passage(
    string Camera,
    string Plate,
    DateTimeOffset Instant,
    int? Lane = null,
    string? VehicleClass = null,
    double? Confidence = null,
    string? Uuid = null,
    bool? Confirmed = null);
