using System.Globalization;
using Fleet.Contracts.VehicleTracking;

namespace Fleet.VehicleTracking.Roads;

/// <summary>One limit of a road, made ready for deciding.</summary>
internal sealed class LimitRule
{
    private static readonly string[] DayNames = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"];
    private readonly long fromMs;
    private readonly long untilMs;
    private readonly bool[] days;
    private readonly string? vehicleClass;
    private readonly IReadOnlyList<int>? lanes;

    /// <param name="limit">A limit without mistakes.</param>
    public LimitRule(SpeedLimit limit)
    {
        Limit = new LimitInForce(limit.LimitKmh, limit.Version, limit.Reason ?? LimitReasons.Regular);
        (vehicleClass, lanes) = (limit.VehicleClass, limit.Lanes);
        fromMs = limit.From?.ToUnixTimeMilliseconds() ?? long.MinValue;
        untilMs = limit.Until?.ToUnixTimeMilliseconds() ?? long.MaxValue;
        days = [.. DayNames.Select(day => limit.Days is null || limit.Days.Contains(day, StringComparer.Ordinal))];
        (FromMinute, UntilMinute) = limit.TimeOfDay is { } span ? (MinuteOf(span.From)!.Value, MinuteOf(span.Until)!.Value) : (0, 1440);
        IsTimed = limit.Days is not null || limit.TimeOfDay is not null;
        Rank = (vehicleClass is null ? 0 : 4) + (lanes is null ? 0 : 2) + (IsTimed ? 1 : 0);
    }

    public LimitInForce Limit { get; }

    /// <summary>First minute of the day; the last one may lie before it, on the next day.</summary>
    public int FromMinute { get; }

    public int UntilMinute { get; }

    /// <summary>It depends on the road's own clock.</summary>
    public bool IsTimed { get; }

    /// <summary>The more it says of class, lane and time, in this order, the higher.</summary>
    public int Rank { get; }

    public bool IsWorks => Limit.Reason == LimitReasons.Works;

    /// <summary>Instants at which it begins and ends, Unix milliseconds.</summary>
    public (long FromMs, long UntilMs) Dates => (fromMs, untilMs);

    public static bool IsDay(string name) => Array.IndexOf(DayNames, name) >= 0;

    /// <summary>Minute of the day of a text such as <c>22:30</c>; null for another text.</summary>
    public static int? MinuteOf(string text) =>
        TimeOnly.TryParseExact(text, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time) ? (time.Hour * 60) + time.Minute : null;

    /// <summary>Whether it is for a class and a lane; an empty class and lane 0 stand for those that no limit names.</summary>
    public bool Covers(string someClass, int lane) =>
        (vehicleClass is null || string.Equals(vehicleClass, someClass, StringComparison.OrdinalIgnoreCase)) && (lanes is null || lanes.Contains(lane));

    /// <summary>Whether it applies at an instant that is <paramref name="local"/> by the road's own clock.</summary>
    public bool AppliesAt(long instantMs, DateTime local)
    {
        if (instantMs < fromMs || instantMs >= untilMs) return false;
        if (!IsTimed) return true;
        var (minute, day) = ((local.Hour * 60) + local.Minute, (int)local.DayOfWeek);
        if (FromMinute < UntilMinute) return days[day] && minute >= FromMinute && minute < UntilMinute;

        // Over midnight: the evening belongs to this day, the small hours to the one before.
        return (days[day] && minute >= FromMinute) || (days[(day + 6) % 7] && minute < UntilMinute);
    }
}
