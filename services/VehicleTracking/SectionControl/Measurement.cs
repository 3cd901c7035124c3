namespace Fleet.VehicleTracking.SectionControl;

/// <summary>
/// An average speed and what the law makes of it. What is measured is an interval: the clocks of both cameras may be wrong, and
/// only its lower end counts. Every rounding is in the driver's favour.
/// </summary>
/// <param name="MeasuredKmh">Lower bound of the average speed, rounded down to 0.1 km/h.</param>
/// <param name="ToleranceKmh">What the law takes off, km/h.</param>
/// <param name="CorrectedKmh">What counts: measured less tolerance, rounded down to whole km/h, never below 0.</param>
/// <param name="UpperKmh">Upper bound of the average speed on the shortest way, rounded up to 0.1 km/h; null when the clocks set none.</param>
public readonly record struct Measurement(decimal MeasuredKmh, decimal ToleranceKmh, int CorrectedKmh, decimal? UpperKmh = null)
{
    /// <summary>Measures a drive of at least <paramref name="shortestMetres"/> metres.</summary>
    /// <param name="shortestMetres">Length of the shortest lawful way, metres.</param>
    /// <param name="elapsedMs">Time between the passages by the cameras' clocks, milliseconds, above 0.</param>
    /// <param name="uncertaintyMs">By how much that may be wrong either way, milliseconds.</param>
    /// <param name="tolerance">The law.</param>
    public static Measurement Of(decimal shortestMetres, long elapsedMs, long uncertaintyMs, Tolerance tolerance)
    {
        // Metres per millisecond times 3,600 is km/h; decimal keeps the edge between two tenths exact.
        var measured = Math.Floor(shortestMetres * 3600m / (elapsedMs + uncertaintyMs) * 10m) / 10m;
        var taken = tolerance.At(measured);
        decimal? upper = elapsedMs > uncertaintyMs ? Math.Ceiling(shortestMetres * 3600m / (elapsedMs - uncertaintyMs) * 10m) / 10m : null;
        return new Measurement(measured, taken, (int)Math.Max(0m, Math.Floor(measured - taken)), upper);
    }
}
