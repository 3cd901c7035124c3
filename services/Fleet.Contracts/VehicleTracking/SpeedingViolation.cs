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
/// <param name="EnteredAt">Passage at the first camera, UTC.</param>
/// <param name="LeftAt">Passage at the last camera, UTC.</param>
/// <param name="DistanceMetres">Length of the section, metres.</param>
/// <param name="LimitKmh">Speed limit, km/h.</param>
/// <param name="MeasuredSpeedKmh">Average speed, rounded down to 0.1 km/h in the driver's favour.</param>
/// <param name="ToleranceKmh">What the law of the jurisdiction takes off, km/h.</param>
/// <param name="CorrectedSpeedKmh">Whole km/h that count: measured less tolerance, rounded down.</param>
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
    int CorrectedSpeedKmh);
