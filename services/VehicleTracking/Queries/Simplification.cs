using System.Runtime.InteropServices;
using Fleet.Contracts.VehicleTracking;

namespace Fleet.VehicleTracking.Queries;

/// <summary>
/// Leaves out positions that say little about where a track runs (Ramer, Douglas, Peucker). The first and the last stay, and
/// no position that is left out is farther than the tolerance from the straight line between its two kept neighbours.
/// </summary>
public static class Simplification
{
    /// <summary>The kept ones of <paramref name="track"/>, in its order.</summary>
    /// <param name="track">Positions in the order of their time, forwards or backwards.</param>
    /// <param name="toleranceMetres">How far the line may pass a position that is left out, metres; 0 leaves out only what lies on it.</param>
    public static List<Position> Of(IReadOnlyList<Position> track, double toleranceMetres)
    {
        if (track.Count < 3) return [.. track];
        var places = new Place[track.Count];
        for (var i = 0; i < places.Length; i++) places[i] = Place.Of(track[i].Latitude, track[i].Longitude);
        var kept = Kept(places, toleranceMetres);
        var result = new List<Position>();
        for (var i = 0; i < places.Length; i++)
        {
            if (kept[i]) result.Add(track[i]);
        }

        return result;
    }

    /// <summary>The same for a track that comes in chunks and may be longer than memory: each chunk's last position is kept.</summary>
    internal static async IAsyncEnumerable<IReadOnlyList<Position>> Of(IAsyncEnumerable<IReadOnlyList<Position>> chunks, double toleranceMetres)
    {
        var window = new List<Position>();
        await foreach (var chunk in chunks)
        {
            window.AddRange(chunk);
            if (window.Count < 3) continue;
            var kept = Of(window, toleranceMetres);
            window = [kept[^1]];
            kept.RemoveAt(kept.Count - 1);
            yield return kept;
        }

        if (window.Count > 0) yield return window;
    }

    private static bool[] Kept(Place[] places, double toleranceMetres)
    {
        var kept = new bool[places.Length];
        kept[0] = kept[^1] = true;
        var open = new Stack<(int First, int Last)>([(0, places.Length - 1)]);
        while (open.TryPop(out var part))
        {
            var (at, distance) = Farthest(places, part.First, part.Last);
            if (distance <= toleranceMetres) continue;
            kept[at] = true;
            open.Push((part.First, at));
            open.Push((at, part.Last));
        }

        return kept;
    }

    private static (int At, double Metres) Farthest(Place[] places, int first, int last)
    {
        var (at, most) = (first, -1.0);
        for (var i = first + 1; i < last; i++)
        {
            var metres = places[i].MetresToLine(places[first], places[last]);
            if (metres > most) (at, most) = (i, metres);
        }

        return (at, most);
    }

    /// <summary>A place and how many metres a degree is there, on the WGS 84 ellipsoid.</summary>
    [StructLayout(LayoutKind.Auto)]
    private readonly record struct Place(double Latitude, double Longitude, double MetresNorth, double MetresEast)
    {
        private const double EquatorMetres = 6_378_137;
        private const double Eccentricity2 = 0.006_694_379_990_14;

        public static Place Of(double latitude, double longitude)
        {
            var (sine, cosine) = Math.SinCos(latitude * Math.PI / 180);
            var curve = 1 - (Eccentricity2 * sine * sine);
            var across = EquatorMetres / Math.Sqrt(curve) * Math.PI / 180;
            return new Place(latitude, longitude, across * (1 - Eccentricity2) / curve, across * cosine);
        }

        // In a plane that touches the globe at this place, so that what is near is measured right wherever the ends are.
        public double MetresToLine(Place begin, Place end)
        {
            var (beginEast, beginNorth) = From(begin);
            var (endEast, endNorth) = From(end);
            var (east, north) = (endEast - beginEast, endNorth - beginNorth);
            var length2 = (east * east) + (north * north);
            var along = length2 == 0 ? 0 : Math.Clamp(-((beginEast * east) + (beginNorth * north)) / length2, 0, 1);
            return Math.Sqrt(Square(beginEast + (along * east)) + Square(beginNorth + (along * north)));
        }

        private (double East, double North) From(Place other) =>
            (Math.IEEERemainder(other.Longitude - Longitude, 360) * MetresEast, (other.Latitude - Latitude) * MetresNorth);

        private static double Square(double value) => value * value;
    }
}
