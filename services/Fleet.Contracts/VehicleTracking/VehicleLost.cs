namespace Fleet.Contracts.VehicleTracking;

/// <summary>A vehicle entered a section and never left it. Published on <see cref="Topics.VehicleAlerts"/>.</summary>
/// <param name="EventId">Id of this event, the same for every publication of it.</param>
/// <param name="Plate">Normalised number plate.</param>
/// <param name="RoadId">Id of the road.</param>
/// <param name="LastCameraId">Where it was seen last.</param>
/// <param name="LastSeenAt">When it was seen last, UTC.</param>
/// <param name="LostAt">When the section timed out, UTC.</param>
/// <param name="Kind">Always <c>lost</c>, which tells it from the other records of the topic.</param>
public sealed record VehicleLost(
    string EventId,
    string Plate,
    string RoadId,
    string LastCameraId,
    DateTimeOffset LastSeenAt,
    DateTimeOffset LostAt,
    string Kind = "lost");
