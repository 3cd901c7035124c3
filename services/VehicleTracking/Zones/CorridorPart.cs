using Fleet.Contracts.VehicleTracking;
using NetTopologySuite.Geometries;

namespace Fleet.VehicleTracking.Zones;

/// <summary>A stretch of a corridor: all within half its width of some segments of the line.</summary>
internal sealed class CorridorPart(IReadOnlyList<LonLat> line, double halfWidthMetres) : IZonePart
{
    // Short stretches have tight boxes, and a look at one costs the same however long the corridor is.
    private const int Segments = 12;

    private readonly CorridorLine line = new(line);

    public Envelope Box { get; } = Boxes.Around(line, halfWidthMetres);

    public static IEnumerable<CorridorPart> Of(ZoneCorridor corridor)
    {
        for (var i = 0; i < corridor.Line.Count - 1; i += Segments)
            yield return new CorridorPart(corridor.Line.Skip(i).Take(Segments + 1).ToList(), corridor.HalfWidthMetres);
    }

    public bool Contains(double latitude, double longitude) => line.Nearest(latitude, longitude).DistanceMetres <= halfWidthMetres;
}
