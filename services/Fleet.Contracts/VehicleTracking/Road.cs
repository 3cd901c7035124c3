namespace Fleet.Contracts.VehicleTracking;

/// <summary>A road under section control in one direction, as <c>GET /v1/roads</c> lists it.</summary>
/// <param name="Id">Id of the road and direction, e.g. <c>a2-north</c>.</param>
/// <param name="Name">What a notice calls it.</param>
/// <param name="TimeZone">IANA time zone of the road, e.g. <c>Europe/Amsterdam</c>.</param>
/// <param name="Jurisdiction">Whose law applies: key of tolerances and tariffs.</param>
/// <param name="LimitKmh">Speed limit where none of <paramref name="Limits"/> says otherwise, km/h.</param>
/// <param name="SectionTimeoutMinutes">A vehicle that was not seen on the road for so long has left it; its passages are erased. 1 to 1,440.</param>
/// <param name="Cameras">Cameras in driving order, at least two.</param>
/// <param name="Direction">Which way it leads, for a person; null when the name says it.</param>
/// <param name="Law">Which legs of a traversal make violations: one of <see cref="RoadLaws"/>; null means the worst leg.</param>
/// <param name="Legs">Between which cameras speed is measured, and how long the shortest lawful way is; null means between any two (under
/// <see cref="RoadLaws.EachLeg"/>: between neighbours), as far as their offsets differ.</param>
/// <param name="Limits">Limits by class, lane, date and time of day; null for none.</param>
/// <param name="MinConfidence">A passage whose confidence is below this is held and not decided, 0 to 1; null means 0.9.</param>
public sealed record Road(
    string Id,
    string Name,
    string TimeZone,
    string Jurisdiction,
    int LimitKmh,
    int SectionTimeoutMinutes,
    IReadOnlyList<Camera> Cameras,
    string? Direction = null,
    string? Law = null,
    IReadOnlyList<RoadLeg>? Legs = null,
    IReadOnlyList<SpeedLimit>? Limits = null,
    double? MinConfidence = null);

/// <summary>A camera on a road.</summary>
/// <param name="Id">Id of the camera.</param>
/// <param name="Name">Where it stands, e.g. <c>km 40.1</c>.</param>
/// <param name="OffsetMetres">Distance along the road from its first camera, metres.</param>
/// <param name="Latitude">WGS 84 degrees.</param>
/// <param name="Longitude">WGS 84 degrees.</param>
/// <param name="ClockUncertaintyMs">By how much at most its clock may be wrong either way, milliseconds; null means 0.</param>
/// <param name="ClockOffsetMs">By how much its clock is known to be ahead of UTC, milliseconds (negative: behind); null means 0.</param>
public sealed record Camera(
    string Id,
    string Name,
    double OffsetMetres,
    double Latitude,
    double Longitude,
    int? ClockUncertaintyMs = null,
    int? ClockOffsetMs = null);

/// <summary>Two cameras of a road between which speed is measured.</summary>
/// <param name="Entry">Id of the camera that is passed first.</param>
/// <param name="Exit">Id of the camera that is passed last.</param>
/// <param name="ShortestMetres">Length of the shortest lawful way between them, metres.</param>
public sealed record RoadLeg(string Entry, string Exit, double ShortestMetres);

/// <summary>A limit with what it depends on. What is null is not restricted.</summary>
/// <param name="Version">Name of this limit in the evidence.</param>
/// <param name="LimitKmh">Speed limit, km/h.</param>
/// <param name="VehicleClass">The class that it is for.</param>
/// <param name="Lanes">The lanes that it is for.</param>
/// <param name="From">From when on it is in force.</param>
/// <param name="Until">From when on it is in force no more.</param>
/// <param name="Days">Days of the week on which it applies: <c>mon</c>, <c>tue</c>, <c>wed</c>, <c>thu</c>, <c>fri</c>, <c>sat</c>, <c>sun</c>.</param>
/// <param name="TimeOfDay">Part of the day in which it applies.</param>
/// <param name="Reason">One of <see cref="LimitReasons"/>; null means a regular limit.</param>
public sealed record SpeedLimit(
    string Version,
    int LimitKmh,
    string? VehicleClass = null,
    IReadOnlyList<int>? Lanes = null,
    DateTimeOffset? From = null,
    DateTimeOffset? Until = null,
    IReadOnlyList<string>? Days = null,
    TimeOfDaySpan? TimeOfDay = null,
    string? Reason = null);

/// <summary>A part of the day by the road's own clock. When it ends before it begins it runs over midnight and belongs to the day on which it began.</summary>
/// <param name="From">First minute, <c>HH:mm</c>.</param>
/// <param name="Until">First minute no longer in it, <c>HH:mm</c>.</param>
public sealed record TimeOfDaySpan(string From, string Until);

/// <summary>Which legs of a traversal make violations; names on the wire.</summary>
public static class RoadLaws
{
    /// <summary>At most one violation a traversal: on the leg with the greatest excess.</summary>
    public const string WorstLeg = "worst-leg";

    /// <summary>Every leg between neighbouring cameras for itself.</summary>
    public const string EachLeg = "each-leg";

    /// <summary>At most one violation a traversal: from the first to the last camera that saw it.</summary>
    public const string Whole = "whole";
}

/// <summary>Why there is a limit; names on the wire.</summary>
public static class LimitReasons
{
    /// <summary>The usual limit.</summary>
    public const string Regular = "regular";

    /// <summary>Temporary works: the limit stands in the place of every regular one that it covers.</summary>
    public const string Works = "temporary-works";
}
