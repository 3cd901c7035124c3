using System.Globalization;
using Fleet.Contracts.VehicleTracking;

namespace Fleet.VehicleTracking.Roads;

/// <summary>
/// The limits of one version of a road. At a moment counts, of the limits that apply to the vehicle: one for works before a
/// regular one; then the one that says more (class before lane before time); then the one that began last; then the highest.
/// Without any, the plain limit counts.
/// </summary>
public sealed class LimitSchedule
{
    private readonly LimitRule[] rules;
    private readonly string[] classes;
    private readonly int[] lanes;
    private readonly TimeZoneInfo zone;

    public LimitSchedule(int limitKmh, IReadOnlyList<SpeedLimit>? limits, string timeZone, int roadVersion)
    {
        Plain = new LimitInForce(limitKmh, string.Create(CultureInfo.InvariantCulture, $"road-v{roadVersion}"), LimitReasons.Regular);
        rules = [.. (limits ?? []).Select(limit => new LimitRule(limit))];
        classes = ["", .. (limits ?? []).Select(limit => limit.VehicleClass).OfType<string>().Distinct(StringComparer.OrdinalIgnoreCase)];
        lanes = [0, .. (limits ?? []).SelectMany(limit => limit.Lanes ?? []).Distinct()];
        zone = TimeZoneInfo.FindSystemTimeZoneById(timeZone);
    }

    /// <summary>What counts where no other limit applies.</summary>
    public LimitInForce Plain { get; }

    /// <summary>There is more than the plain limit.</summary>
    public bool Varies => rules.Length > 0;

    /// <summary>The highest limit that was in force at some moment from <paramref name="fromMs"/> to <paramref name="toMs"/>, both inclusive.</summary>
    public LimitInForce Highest(long fromMs, long toMs, LimitSubject subject)
    {
        if (!Varies) return Plain;
        var highest = At(fromMs, subject);
        foreach (var moment in Changes(fromMs, toMs))
        {
            if (At(moment, subject) is var limit && limit.LimitKmh > highest.LimitKmh) highest = limit;
        }

        return highest;
    }

    /// <summary>The limit at an instant; of what is not known of the vehicle, whatever makes it highest.</summary>
    public LimitInForce At(long instantMs, LimitSubject subject)
    {
        var local = Local(instantMs);
        LimitInForce? highest = null;
        foreach (var vehicleClass in subject.VehicleClass is { } known ? [known] : classes)
        {
            foreach (var lane in subject is { EntryLane: { } entry, ExitLane: { } exit } ? [entry, exit] : lanes)
            {
                var limit = For(instantMs, local, vehicleClass, lane);
                if (highest is null || limit.LimitKmh > highest.LimitKmh) highest = limit;
            }
        }

        return highest!;
    }

    private LimitInForce For(long instantMs, DateTime local, string vehicleClass, int lane)
    {
        LimitRule? best = null;
        foreach (var rule in rules)
        {
            if (rule.Covers(vehicleClass, lane) && rule.AppliesAt(instantMs, local) && (best is null || Goes(rule, best))) best = rule;
        }

        return best?.Limit ?? Plain;
    }

    private static bool Goes(LimitRule rule, LimitRule before) =>
        (rule.IsWorks, rule.Rank, rule.Dates.FromMs, rule.Limit.LimitKmh).CompareTo((before.IsWorks, before.Rank, before.Dates.FromMs, before.Limit.LimitKmh)) > 0;

    // Every moment in the span at which another limit may come into force, and perhaps some at which none does.
    private IEnumerable<long> Changes(long fromMs, long toMs)
    {
        foreach (var rule in rules)
        {
            if (IsIn(rule.Dates.FromMs)) yield return rule.Dates.FromMs;
            if (IsIn(rule.Dates.UntilMs)) yield return rule.Dates.UntilMs;
        }

        if (!Array.Exists(rules, rule => rule.IsTimed)) yield break;
        var (first, last) = (OffsetMs(fromMs), OffsetMs(toMs));
        if (first != last) yield return ShiftBetween(fromMs, toMs);
        for (var day = Local(fromMs).Date.AddDays(-1); day <= Local(toMs).Date.AddDays(1); day = day.AddDays(1))
        {
            foreach (var minute in rules.SelectMany(rule => new[] { 0, rule.FromMinute, rule.UntilMinute }).Distinct())
            {
                var local = new DateTimeOffset(day, TimeSpan.Zero).ToUnixTimeMilliseconds() + (minute * 60_000L);
                if (IsIn(local - first)) yield return local - first;
                if (IsIn(local - last)) yield return local - last;
            }
        }

        bool IsIn(long moment) => moment > fromMs && moment <= toMs;
    }

    // The clocks are changed at most once in a drive.
    private long ShiftBetween(long fromMs, long toMs)
    {
        var (before, after) = (fromMs, toMs);
        while (after - before > 1)
        {
            var middle = before + ((after - before) / 2);
            if (OffsetMs(middle) == OffsetMs(fromMs)) before = middle;
            else after = middle;
        }

        return after;
    }

    private long OffsetMs(long instantMs) => (long)zone.GetUtcOffset(DateTimeOffset.FromUnixTimeMilliseconds(instantMs)).TotalMilliseconds;

    private DateTime Local(long instantMs) => TimeZoneInfo.ConvertTime(DateTimeOffset.FromUnixTimeMilliseconds(instantMs), zone).DateTime;
}
