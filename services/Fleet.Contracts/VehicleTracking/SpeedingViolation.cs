namespace Fleet.Contracts.VehicleTracking;

/// <summary>A vehicle drove a section too fast. Published on <see cref="Topics.SpeedingViolations"/>.</summary>
/// <param name="EventId">Id of this event, the same for every publication of it.</param>
/// <param name="ViolationId">Derived from plate, section and passage times: <see cref="DerivedId.Violation"/>.</param>
/// <param name="Plate">Normalised number plate.</param>
/// <param name="RoadId">Id of the road.</param>
/// <param name="RoadName">What a notice calls the road.</param>
/// <param name="Place">The section for a person, e.g. <c>km 40.1 to km 48.3</c>.</param>
/// <param name="TimeZone">IANA time zone of the road.</param>
/// <param name="Jurisdiction">Whose law applies.</param>
/// <param name="EntryCameraId">Camera at the beginning of the section.</param>
/// <param name="ExitCameraId">Camera at its end.</param>
/// <param name="EnteredAt">Passage at the first camera, less what its clock is known to be ahead, UTC.</param>
/// <param name="LeftAt">Passage at the last camera, likewise, UTC.</param>
/// <param name="DistanceMetres">Length of the shortest lawful way between the cameras, metres.</param>
/// <param name="LimitKmh">The highest speed limit that was in force for the vehicle during the drive, km/h.</param>
/// <param name="MeasuredSpeedKmh">Lower bound of the average speed (shortest way, longest time that the clocks allow), rounded down to 0.1 km/h.</param>
/// <param name="ToleranceKmh">What the law of the jurisdiction takes off, km/h.</param>
/// <param name="CorrectedSpeedKmh">Whole km/h that count: measured less tolerance, rounded down.</param>
/// <param name="LimitVersion">Which limit that was.</param>
/// <param name="ToleranceVersion">Which version of the jurisdiction's tolerances.</param>
/// <param name="EvidenceSha256">Hash of the evidence that is stored with the violation, 64 lower-case hexadecimal digits.</param>
/// <param name="VehicleClass">Class of the vehicle; null when no camera knew it.</param>
public sealed record SpeedingViolation(
    string EventId,
    string ViolationId,
    string Plate,
    string RoadId,
    string RoadName,
    string Place,
    string TimeZone,
    string Jurisdiction,
    string EntryCameraId,
    string ExitCameraId,
    DateTimeOffset EnteredAt,
    DateTimeOffset LeftAt,
    double DistanceMetres,
    int LimitKmh,
    decimal MeasuredSpeedKmh,
    decimal ToleranceKmh,
    int CorrectedSpeedKmh,
    string? LimitVersion = null,
    string? ToleranceVersion = null,
    string? EvidenceSha256 = null,
    string? VehicleClass = null);
