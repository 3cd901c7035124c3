using System.Globalization;
using Fleet.Contracts.VehicleTracking;
using Fleet.VehicleTracking.Roads;
using Fleet.VehicleTracking.SectionControl;

namespace Fleet.VehicleTracking.Evidence;

/// <summary>Computes a violation from its evidence alone, and says each step.</summary>
public static class Computation
{
    /// <summary>The steps that follow from the inputs of <paramref name="evidence"/>; the ones in it are not looked at.</summary>
    public static IReadOnlyList<EvidenceStep> StepsOf(ViolationEvidence evidence)
    {
        var (entry, exit) = (evidence.Entry, evidence.Exit);
        var entered = entry.InstantAsRead.AddMilliseconds(-entry.ClockOffsetMs);
        var left = exit.InstantAsRead.AddMilliseconds(-exit.ClockOffsetMs);
        var elapsedMs = left.ToUnixTimeMilliseconds() - entered.ToUnixTimeMilliseconds();
        var uncertaintyMs = (long)entry.ClockUncertaintyMs + exit.ClockUncertaintyMs;
        var speed = Measurement.Of(evidence.ShortestMetres, elapsedMs, uncertaintyMs, evidence.Tolerance);
        var vehicleClass = ClassOf(entry.VehicleClass, exit.VehicleClass);
        var limit = LimitOf(evidence, entered.ToUnixTimeMilliseconds() - entry.ClockUncertaintyMs, left.ToUnixTimeMilliseconds() + exit.ClockUncertaintyMs, vehicleClass);
        return
        [
            new("enteredAt", "entry.instantAsRead - entry.clockOffsetMs", Text(entered)),
            new("leftAt", "exit.instantAsRead - exit.clockOffsetMs", Text(left)),
            new("elapsedMs", "leftAt - enteredAt", Text(elapsedMs)),
            new("uncertaintyMs", "entry.clockUncertaintyMs + exit.clockUncertaintyMs", Text(uncertaintyMs)),
            new("lowerBoundKmh", "floor(shortestMetres * 3600 / (elapsedMs + uncertaintyMs) * 10) / 10", Text(speed.MeasuredKmh)),
            new("upperBoundKmh", "ceiling(shortestMetres * 3600 / (elapsedMs - uncertaintyMs) * 10) / 10", speed.UpperKmh is { } upper ? Text(upper) : "none"),
            new("toleranceKmh", "tolerance at lowerBoundKmh, rounded up to roundUpToKmh", Text(speed.ToleranceKmh)),
            new("correctedKmh", "floor(lowerBoundKmh - toleranceKmh), not below 0", Text(speed.CorrectedKmh)),
            new("vehicleClass", "what the passages agree on", vehicleClass ?? "unknown"),
            new("limitKmh", "highest limit in force from enteredAt - entry.clockUncertaintyMs to leftAt + exit.clockUncertaintyMs", Text(limit.LimitKmh)),
            new("limitVersion", "version of that limit", limit.Version),
            new("excessKmh", "correctedKmh - limitKmh", Text(speed.CorrectedKmh - limit.LimitKmh)),
        ];
    }

    private static LimitInForce LimitOf(ViolationEvidence evidence, long fromMs, long toMs, string? vehicleClass)
    {
        var subject = new LimitSubject(vehicleClass, evidence.Entry.Lane, evidence.Exit.Lane);
        LimitInForce? highest = null;
        foreach (var version in evidence.Limits)
        {
            var schedule = new LimitSchedule(version.LimitKmh, version.Limits, evidence.TimeZone, version.RoadVersion);
            var (first, last) = (version.From?.ToUnixTimeMilliseconds() ?? long.MinValue, (version.Until?.ToUnixTimeMilliseconds() ?? long.MaxValue) - 1);
            var limit = schedule.Highest(Math.Max(fromMs, first), Math.Min(toMs, last), subject);
            if (highest is null || limit.LimitKmh > highest.LimitKmh) highest = limit;
        }

        return highest ?? new LimitInForce(0, "none", LimitReasons.Regular);
    }

    private static string? ClassOf(string? entry, string? exit) =>
        entry is null || exit is null || string.Equals(entry, exit, StringComparison.OrdinalIgnoreCase) ? entry ?? exit : null;

    private static string Text(DateTimeOffset instant) => instant.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    private static string Text(IFormattable number) => number.ToString(null, CultureInfo.InvariantCulture);
}
