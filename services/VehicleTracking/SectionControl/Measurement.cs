using Fleet.VehicleTracking.Roads;

namespace Fleet.VehicleTracking.SectionControl;

/// <summary>An average speed and what the law makes of it. Every rounding is in the driver's favour.</summary>
/// <param name="MeasuredKmh">Average speed, rounded down to 0.1 km/h.</param>
/// <param name="ToleranceKmh">What the law takes off, km/h.</param>
/// <param name="CorrectedKmh">What counts: measured less tolerance, rounded down to whole km/h, never below 0.</param>
public readonly record struct Measurement(decimal MeasuredKmh, decimal ToleranceKmh, int CorrectedKmh)
{
    /// <summary>Measures a drive over <paramref name="section"/> that took <paramref name="elapsedMs"/> milliseconds (above 0).</summary>
    public static Measurement Of(Section section, long elapsedMs, Tolerance tolerance)
    {
        // Metres per millisecond times 3,600 is km/h; decimal keeps the edge between two tenths exact.
        var measured = Math.Floor(section.DistanceMetres * 3600m / elapsedMs * 10m) / 10m;
        var taken = tolerance.At(measured);
        return new Measurement(measured, taken, (int)Math.Max(0m, Math.Floor(measured - taken)));
    }
}
