namespace Fleet.VehicleTracking.Zones;

/// <summary>The lowest average speed that agrees with some fixes.</summary>
public static class SpeedBound
{
    // What the distance formula may be wrong by.
    private const double Shortened = 0.9999;

    /// <summary>
    /// No way through <paramref name="pegs"/> is shorter than this, metres. Between two fixes a vehicle drives at least their
    /// distance less both accuracies; of all choices of fixes to measure between, the one that proves most counts.
    /// </summary>
    /// <param name="pegs">Fixes in the order of time.</param>
    public static double LeastMetres(IReadOnlyList<Peg> pegs)
    {
        var least = new double[pegs.Count];
        for (var end = 1; end < pegs.Count; end++)
        {
            for (var begin = 0; begin < end; begin++)
                least[end] = Math.Max(least[end], least[begin] + Between(pegs[begin], pegs[end]));
        }

        return pegs.Count == 0 ? 0 : least[^1];
    }

    /// <summary>
    /// The longest time between two fixes, milliseconds. A clock that shows whole seconds may hide nearly one; any other
    /// nearly a millisecond.
    /// </summary>
    public static long LongestMs(long fromMs, long untilMs) => untilMs - fromMs + (fromMs % 1_000 == 0 && untilMs % 1_000 == 0 ? 1_000 : 1);

    /// <summary>Lower bound of the average speed from the first fix to the last, km/h, rounded down to 0.1.</summary>
    /// <param name="pegs">At least one fix, in the order of time.</param>
    public static decimal Kmh(IReadOnlyList<Peg> pegs) =>
        Math.Floor((decimal)LeastMetres(pegs) * 36_000m / LongestMs(pegs[0].InstantMs, pegs[^1].InstantMs)) / 10m;

    private static double Between(Peg from, Peg to) => Math.Max(
        0, (Wgs84.DistanceMetres(from.Latitude, from.Longitude, to.Latitude, to.Longitude) * Shortened) - from.AccuracyMetres - to.AccuracyMetres);
}
