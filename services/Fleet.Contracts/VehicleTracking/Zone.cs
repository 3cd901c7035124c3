namespace Fleet.Contracts.VehicleTracking;

/// <summary>An area that vehicles enter and leave.</summary>
/// <param name="Id">Id of the zone (1 to 64 letters, digits, <c>-</c>, <c>_</c>, <c>.</c>, <c>:</c>).</param>
/// <param name="Name">What an alert calls it.</param>
/// <param name="Geometry">Where it lies. The border belongs to the zone.</param>
/// <param name="LimitKmh">Speed limit inside, km/h; null without one of its own.</param>
/// <param name="DwellMinutes">A stay of so many minutes is an event; null when it is not.</param>
/// <param name="Calendar">When the zone counts; null for always.</param>
/// <param name="Vehicles">Ids of the vehicles that it is for; null for all.</param>
/// <param name="SectionControl">Average speed along the corridor is measured by positions; needs a corridor and a limit.</param>
public sealed record Zone(
    string Id,
    string Name,
    ZoneGeometry Geometry,
    double? LimitKmh = null,
    double? DwellMinutes = null,
    ZoneCalendar? Calendar = null,
    IReadOnlyList<string>? Vehicles = null,
    ZoneSectionControl? SectionControl = null);

/// <summary>Where a zone lies: exactly one of the four is given. Every place is <c>[longitude, latitude]</c>, as in GeoJSON.</summary>
/// <param name="Circle">All within a distance of a place.</param>
/// <param name="Polygon">Rings as in a GeoJSON Polygon: the outer one, then its holes; the first place of a ring is repeated as its last.</param>
/// <param name="MultiPolygon">Several polygons, as in a GeoJSON MultiPolygon.</param>
/// <param name="Corridor">All within a distance of a line.</param>
public sealed record ZoneGeometry(
    ZoneCircle? Circle = null,
    IReadOnlyList<IReadOnlyList<LonLat>>? Polygon = null,
    IReadOnlyList<IReadOnlyList<IReadOnlyList<LonLat>>>? MultiPolygon = null,
    ZoneCorridor? Corridor = null);

/// <summary>All within a distance of a place.</summary>
/// <param name="Center">The middle.</param>
/// <param name="RadiusMetres">Above 0, at most 100,000.</param>
public sealed record ZoneCircle(LonLat Center, double RadiusMetres);

/// <summary>All within a distance of a line, ends included (they are round).</summary>
/// <param name="Line">The line, in driving order where that matters; straight in degrees between two places.</param>
/// <param name="HalfWidthMetres">To each side of the line; above 0, at most 10,000.</param>
public sealed record ZoneCorridor(IReadOnlyList<LonLat> Line, double HalfWidthMetres);

/// <summary>How the average speed along a corridor is judged.</summary>
/// <param name="Jurisdiction">Whose tolerance is taken off; null for none.</param>
/// <param name="MinMetres">Shortest stretch that is judged, metres; null for 80 % of the line.</param>
public sealed record ZoneSectionControl(string? Jurisdiction = null, double? MinMetres = null);

/// <summary>When a zone counts, by the wall clock of its time zone. What is left out does not restrict.</summary>
/// <param name="TimeZone">IANA time zone, e.g. <c>Europe/Amsterdam</c>.</param>
/// <param name="Days">Days of the week in English, e.g. <c>monday</c>; a span over midnight belongs to the day on which it begins.</param>
/// <param name="From">Beginning, <c>HH:mm</c>, inclusive; null for the beginning of the day.</param>
/// <param name="Until">End, <c>HH:mm</c>, exclusive; not after <paramref name="From"/> means on the next day; null for the end of the day.</param>
/// <param name="FirstDate">First day on which a span may begin.</param>
/// <param name="LastDate">Last day on which a span may begin.</param>
public sealed record ZoneCalendar(
    string TimeZone,
    IReadOnlyList<string>? Days = null,
    string? From = null,
    string? Until = null,
    DateOnly? FirstDate = null,
    DateOnly? LastDate = null);
