using Fleet.Contracts.VehicleTracking;

namespace Fleet.VehicleTracking.Zones;

/// <summary>A version of a zone, ready to be asked where and when it counts. Immutable, for any number of threads.</summary>
public sealed class PlacedZone
{
    private readonly ZoneHours? hours;
    private readonly HashSet<string>? vehicles;

    internal PlacedZone(ZoneVersion version, long untilMs)
    {
        Zone = version.Zone;
        Version = version.Version;
        FromMs = version.EffectiveFrom.ToUnixTimeMilliseconds();
        UntilMs = Math.Min(untilMs, version.EffectiveUntil?.ToUnixTimeMilliseconds() ?? long.MaxValue);
        hours = Zone.Calendar is null ? null : new ZoneHours(Zone.Calendar);
        vehicles = Zone.Vehicles?.ToHashSet(StringComparer.Ordinal);
        Parts = PartsOf(Zone.Geometry);
        Section = Zone is { SectionControl: not null, Geometry.Corridor: { } corridor } ? new CorridorLine(corridor.Line) : null;
    }

    public Zone Zone { get; }

    public int Version { get; }

    /// <summary>First instant at which this version counts, Unix milliseconds.</summary>
    public long FromMs { get; }

    /// <summary>First instant at which it counts no more, Unix milliseconds.</summary>
    public long UntilMs { get; }

    internal IReadOnlyList<IZonePart> Parts { get; }

    /// <summary>The line along which average speed is measured; null without section control.</summary>
    internal CorridorLine? Section { get; }

    /// <summary>Whether it is this version that counts at an instant.</summary>
    public bool IsInForce(long instantMs) => FromMs <= instantMs && instantMs < UntilMs;

    /// <summary>Whether the zone's calendar says that it counts at an instant.</summary>
    public bool IsActive(long instantMs) => hours?.IsActive(instantMs) ?? true;

    public bool IsFor(string vehicle) => vehicles?.Contains(vehicle) ?? true;

    /// <summary>Whether a place lies in the zone or on its border.</summary>
    public bool Contains(double latitude, double longitude)
    {
        foreach (var part in Parts)
        {
            if (part.Box.Contains(longitude, latitude) && part.Contains(latitude, longitude)) return true;
        }

        return false;
    }

    private static IZonePart[] PartsOf(ZoneGeometry geometry) => geometry switch
    {
        { Circle: { } circle } => [new CirclePart(circle)],
        { Polygon: { } polygon } => [new PolygonPart(polygon)],
        { MultiPolygon: { } polygons } => [.. polygons.Select(polygon => new PolygonPart(polygon))],
        { Corridor: { } corridor } => [.. CorridorPart.Of(corridor)],
        _ => [],
    };
}
