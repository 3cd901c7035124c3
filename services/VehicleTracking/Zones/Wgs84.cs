namespace Fleet.VehicleTracking.Zones;

/// <summary>
/// Metres from degrees on the WGS 84 ellipsoid, by the radii of curvature at one latitude. Between two places the latitude in
/// their middle is taken: exact to 0.001 % over 10 km and to 0.1 % over 100 km, up to 80 degrees north or south.
/// </summary>
public static class Wgs84
{
    private const double Axis = 6_378_137;
    private const double SquaredEccentricity = 0.00669437999014;
    private const double Radians = Math.PI / 180;

    /// <summary>Length of a degree to the north and to the east at <paramref name="latitude"/>, metres.</summary>
    public static DegreeLengths LengthsAt(double latitude)
    {
        var (sine, cosine) = Math.SinCos(latitude * Radians);
        var flat = 1 - (SquaredEccentricity * sine * sine);
        var normal = Axis / Math.Sqrt(flat);
        return new DegreeLengths(Radians * normal * (1 - SquaredEccentricity) / flat, Radians * normal * cosine);
    }

    /// <summary>Distance between two places that lie within some tens of kilometres, metres.</summary>
    public static double DistanceMetres(double latitude, double longitude, double otherLatitude, double otherLongitude)
    {
        var lengths = LengthsAt((latitude + otherLatitude) / 2);
        var north = (otherLatitude - latitude) * lengths.NorthMetres;
        var east = (otherLongitude - longitude) * lengths.EastMetres;
        return Math.Sqrt((north * north) + (east * east));
    }
}

/// <summary>Length of a degree, metres.</summary>
/// <param name="NorthMetres">Of latitude.</param>
/// <param name="EastMetres">Of longitude.</param>
public readonly record struct DegreeLengths(double NorthMetres, double EastMetres);
