using Fleet.Contracts.VehicleTracking;
using NetTopologySuite.Algorithm.Locate;
using NetTopologySuite.Geometries;

namespace Fleet.VehicleTracking.Zones;

/// <summary>A polygon with holes, planar in degrees. Borders, also those of holes, belong to it.</summary>
internal sealed class PolygonPart : IZonePart
{
    private readonly Lazy<IndexedPointInAreaLocator> locator;

    public PolygonPart(IReadOnlyList<IReadOnlyList<LonLat>> rings)
    {
        var polygon = Of(rings);
        Box = polygon.EnvelopeInternal;

        // Zones that nobody drives near would otherwise cost start-up time and memory.
        locator = new Lazy<IndexedPointInAreaLocator>(() => new IndexedPointInAreaLocator(polygon));
    }

    public Envelope Box { get; }

    public bool Contains(double latitude, double longitude) => locator.Value.Locate(new Coordinate(longitude, latitude)) != Location.Exterior;

    /// <summary>The polygon of NetTopologySuite.</summary>
    /// <exception cref="ArgumentException">A ring is not closed or has fewer than four places.</exception>
    public static Polygon Of(IReadOnlyList<IReadOnlyList<LonLat>> rings) => new(Ring(rings[0]), rings.Skip(1).Select(Ring).ToArray());

    private static LinearRing Ring(IReadOnlyList<LonLat> ring) => new(ring.Select(place => new Coordinate(place.Longitude, place.Latitude)).ToArray());
}
