namespace Fleet.Contracts.VehicleTracking;

/// <summary>A road under section control, as <c>GET /v1/roads</c> lists it.</summary>
/// <param name="Id">Id of the road and direction, e.g. <c>a2-north</c>.</param>
/// <param name="Name">What a notice calls it.</param>
/// <param name="TimeZone">IANA time zone of the road, e.g. <c>Europe/Amsterdam</c>.</param>
/// <param name="Jurisdiction">Whose law applies: key of tolerances and tariffs.</param>
/// <param name="LimitKmh">Speed limit, km/h.</param>
/// <param name="SectionTimeoutMinutes">A vehicle that entered and was not seen for so long counts as lost; its passage is erased.</param>
/// <param name="Cameras">Cameras in driving order.</param>
public sealed record Road(
    string Id,
    string Name,
    string TimeZone,
    string Jurisdiction,
    int LimitKmh,
    int SectionTimeoutMinutes,
    IReadOnlyList<Camera> Cameras);

/// <summary>A camera on a road.</summary>
/// <param name="Id">Id of the camera.</param>
/// <param name="Name">Where it stands, e.g. <c>km 40.1</c>.</param>
/// <param name="OffsetMetres">Distance along the road from its first camera, metres.</param>
/// <param name="Latitude">WGS 84 degrees.</param>
/// <param name="Longitude">WGS 84 degrees.</param>
public sealed record Camera(string Id, string Name, double OffsetMetres, double Latitude, double Longitude);
