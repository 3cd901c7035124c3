namespace Fleet.VehicleTracking.Motion;

/// <summary>Distances on the sphere of the earth's mean radius: within 0.6 % of the ellipsoid's, everywhere.</summary>
public static class Earth
{
    public const double RadiusMetres = 6_371_008.8;

    private const double Radians = Math.PI / 180;

    /// <summary>Great-circle distance in metres between two places in WGS 84 degrees.</summary>
    public static double Metres(double latitude, double longitude, double toLatitude, double toLongitude)
    {
        var byLatitude = Math.Sin((toLatitude - latitude) * Radians / 2);
        var byLongitude = Math.Sin((toLongitude - longitude) * Radians / 2);
        var square = (byLatitude * byLatitude) + (Math.Cos(latitude * Radians) * Math.Cos(toLatitude * Radians) * byLongitude * byLongitude);
        return 2 * RadiusMetres * Math.Asin(Math.Min(1, Math.Sqrt(square)));
    }

    public static double Metres(Fix from, Fix to) => Metres(from.Latitude, from.Longitude, to.Latitude, to.Longitude);

    /// <summary>Speed in km/h over a distance and a time above zero.</summary>
    public static double Kmh(double metres, long milliseconds) => metres * 3_600 / milliseconds;
}
