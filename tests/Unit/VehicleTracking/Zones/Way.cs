using Fleet.Contracts.VehicleTracking;
using Fleet.VehicleTracking.Motion;

namespace Fleet.Tests.Unit.VehicleTracking.Zones;

/// <summary>A true way along a bent road, and the fixes that a receiver with errors makes of it.</summary>
/// <param name="Line">The road.</param>
/// <param name="Fixes">What the receiver says.</param>
/// <param name="True">Where the vehicle truly was at each fix, in metres east and north, and when, in milliseconds.</param>
internal sealed record Way(IReadOnlyList<LonLat> Line, IReadOnlyList<Fix> Fixes, IReadOnlyList<(double East, double North, double Ms)> True)
{
    // Lengths of a degree at 52 degrees north; all of it lies within some kilometres.
    private const double NorthMetres = 111_267.5;
    private const double EastMetres = 68_677.9;

    private const double StepMetres = 400;

    public static Way Of(int[] turns, int[] weave, int[] paces, int[] errors, int[] directions, int accuracy, bool isWhole)
    {
        var corners = Corners(turns);
        var ways = new List<(double, double, double)>();
        var fixes = new List<Fix>();
        var ms = 0.0;
        for (var i = 0; i < weave.Length; i++)
        {
            var along = i * (corners.Count - 1) / (double)weave.Length;
            var (from, to) = (corners[(int)along], corners[(int)along + 1]);
            var (east, north) = (Between(from.East, to.East, along % 1) + weave[i], Between(from.North, to.North, along % 1) - weave[i]);
            ms += paces[i] * 137.0;
            ways.Add((east, north, ms));
            var (sine, cosine) = Math.SinCos(directions[i] * Math.PI / 180);
            var error = accuracy * errors[i] / 1000.0;
            var shown = isWhole ? Math.Floor(ms / 1000) * 1000 : Math.Floor(ms);
            var place = Place(east + (error * sine), north + (error * cosine));
            fixes.Add(new Fix(SomeZones.Noon.ToUnixTimeMilliseconds() + (long)shown, place.Latitude, place.Longitude, AccuracyMetres: accuracy));
        }

        return new Way([.. corners.Select(corner => Place(corner.East, corner.North))], fixes, ways);
    }

    /// <summary>The true average between two fixes, km/h.</summary>
    public double TrueKmh(long atMs, long untilMs)
    {
        var first = Fixes.TakeWhile(fix => fix.InstantMs < atMs).Count();
        var last = Fixes.TakeWhile(fix => fix.InstantMs < untilMs).Count();
        var metres = 0.0;
        for (var i = first + 1; i <= last; i++) metres += Math.Sqrt(Math.Pow(True[i].East - True[i - 1].East, 2) + Math.Pow(True[i].North - True[i - 1].North, 2));
        return metres * 3600 / (True[last].Ms - True[first].Ms);
    }

    private static List<(double East, double North)> Corners(int[] turns)
    {
        var corners = new List<(double East, double North)> { (0, 0) };
        var heading = 0.0;
        foreach (var turn in turns)
        {
            var (sine, cosine) = Math.SinCos(heading += turn * Math.PI / 180);
            corners.Add((corners[^1].East + (StepMetres * sine), corners[^1].North + (StepMetres * cosine)));
        }

        return corners;
    }

    private static double Between(double from, double to, double share) => from + (share * (to - from));

    private static LonLat Place(double east, double north) => new(5 + (east / EastMetres), 52 + (north / NorthMetres));
}
