using Fleet.Contracts.VehicleTracking;
using NetTopologySuite.Geometries;

namespace Fleet.VehicleTracking.Zones;

/// <summary>Boxes in degrees around places.</summary>
internal static class Boxes
{
    // A box may be too large, never too small: a degree of latitude is nowhere shorter than this.
    private const double ShortestDegreeMetres = 110_500;

    /// <summary>The smallest simple box that holds everything within <paramref name="marginMetres"/> of <paramref name="places"/>.</summary>
    public static Envelope Around(IEnumerable<LonLat> places, double marginMetres)
    {
        var box = new Envelope();
        foreach (var place in places) box.ExpandToInclude(place.Longitude, place.Latitude);
        var north = marginMetres / ShortestDegreeMetres;
        var farthest = Math.Min(89, Math.Max(Math.Abs(box.MinY), Math.Abs(box.MaxY)) + north);
        box.ExpandBy(marginMetres * 1.001 / Wgs84.LengthsAt(farthest).EastMetres, north);
        return box;
    }
}
