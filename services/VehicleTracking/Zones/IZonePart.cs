using NetTopologySuite.Geometries;

namespace Fleet.VehicleTracking.Zones;

/// <summary>A piece of a zone's shape that the spatial index finds by its box. Immutable, for any number of threads.</summary>
internal interface IZonePart
{
    /// <summary>Holds the whole part; x is longitude, y is latitude.</summary>
    Envelope Box { get; }

    /// <summary>Whether a place lies in the part or on its border.</summary>
    bool Contains(double latitude, double longitude);
}
