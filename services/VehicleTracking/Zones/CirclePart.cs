using Fleet.Contracts.VehicleTracking;
using NetTopologySuite.Geometries;

namespace Fleet.VehicleTracking.Zones;

/// <summary>A circle, by metric distance from its centre.</summary>
internal sealed class CirclePart(ZoneCircle circle) : IZonePart
{
    public Envelope Box { get; } = Boxes.Around([circle.Center], circle.RadiusMetres);

    public bool Contains(double latitude, double longitude) =>
        Wgs84.DistanceMetres(circle.Center.Latitude, circle.Center.Longitude, latitude, longitude) <= circle.RadiusMetres;
}
