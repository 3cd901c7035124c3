namespace Fleet.Simulator.Traffic;

/// <summary>
/// Speeds that leave no doubt. The law takes a tolerance off what is measured, a few km/h or a few per cent; no
/// jurisdiction takes 10 % and 10 km/h. A compliant driver stays below the limit itself, a speeder is beyond both.
/// </summary>
public static class Speeds
{
    /// <summary>A speed that nobody could be fined for, km/h.</summary>
    public static double Compliant(Random random, int limitKmh) => (limitKmh - 2) * (0.8 + (0.2 * random.NextDouble()));

    /// <summary>A speed that every tariff knows, a few so fast that the prosecutor gets the case, km/h.</summary>
    public static double Speeding(Random random, int limitKmh)
    {
        var beyond = (limitKmh * 0.10) + 10;
        var kind = random.NextDouble();
        var (from, width) = kind < 0.88 ? (2, 8) : kind < 0.95 ? (22, 20) : (60, 30);
        return limitKmh + beyond + from + (width * random.NextDouble());
    }

    /// <summary>Time for <paramref name="metres"/> at <paramref name="kmh"/>, whole milliseconds.</summary>
    public static TimeSpan TravelTime(double metres, double kmh) => TimeSpan.FromMilliseconds(Math.Round(metres / kmh * 3600));
}
