using Fleet.Contracts.VehicleTracking;

namespace Fleet.VehicleTracking.Zones;

/// <summary>A line that places are measured against; straight in degrees between two of its places.</summary>
internal sealed class CorridorLine
{
    private readonly double[] latitudes;
    private readonly double[] longitudes;
    private readonly double[] chainages;

    public CorridorLine(IReadOnlyList<LonLat> line)
    {
        latitudes = line.Select(place => place.Latitude).ToArray();
        longitudes = line.Select(place => place.Longitude).ToArray();
        chainages = new double[line.Count];
        for (var i = 1; i < line.Count; i++)
            chainages[i] = chainages[i - 1] + Wgs84.DistanceMetres(latitudes[i - 1], longitudes[i - 1], latitudes[i], longitudes[i]);
    }

    /// <summary>Along the line, metres.</summary>
    public double LengthMetres => chainages[^1];

    /// <summary>The nearest place of the line: how far off it is and how far along, metres.</summary>
    public (double DistanceMetres, double ChainageMetres) Nearest(double latitude, double longitude)
    {
        var lengths = Wgs84.LengthsAt(latitude);
        var (best, chainage) = (double.PositiveInfinity, 0.0);
        for (var i = 1; i < chainages.Length; i++)
        {
            var (squared, share) = To(i, latitude, longitude, lengths);
            if (squared >= best) continue;
            best = squared;
            chainage = chainages[i - 1] + (share * (chainages[i] - chainages[i - 1]));
        }

        return (Math.Sqrt(best), chainage);
    }

    // Squared distance to the segment that ends at a vertex, and the share of the segment where it is nearest.
    private (double Squared, double Share) To(int end, double latitude, double longitude, DegreeLengths lengths)
    {
        var (x, y) = ((longitudes[end - 1] - longitude) * lengths.EastMetres, (latitudes[end - 1] - latitude) * lengths.NorthMetres);
        var dx = (longitudes[end] - longitudes[end - 1]) * lengths.EastMetres;
        var dy = (latitudes[end] - latitudes[end - 1]) * lengths.NorthMetres;
        var squaredLength = (dx * dx) + (dy * dy);
        var share = squaredLength == 0 ? 0 : Math.Clamp(-((x * dx) + (y * dy)) / squaredLength, 0, 1);
        var (nearX, nearY) = (x + (share * dx), y + (share * dy));
        return ((nearX * nearX) + (nearY * nearY), share);
    }
}
