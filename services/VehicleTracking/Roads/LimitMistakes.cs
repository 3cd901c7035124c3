using Fleet.Contracts.VehicleTracking;

namespace Fleet.VehicleTracking.Roads;

/// <summary>What can be wrong with the limits of a road.</summary>
internal static class LimitMistakes
{
    private const int MostLimitKmh = 1_000;

    public static IEnumerable<string> In(Road road) =>
        (road.Limits ?? []).Index().SelectMany(pair => In(pair.Item).Select(mistake => $"'{road.Id}': limits[{pair.Index}].{mistake}"))
            .Concat((road.Limits ?? []).GroupBy(limit => limit.Version, StringComparer.Ordinal).Where(same => same.Count() > 1)
                .Select(same => $"'{road.Id}': limits: the version '{same.Key}' is there twice."));

    private static IEnumerable<string> In(SpeedLimit limit)
    {
        if (string.IsNullOrWhiteSpace(limit.Version)) yield return "version is missing.";
        if (limit.LimitKmh is <= 0 or > MostLimitKmh) yield return $"limitKmh must be positive, at most {MostLimitKmh}.";
        if (limit.VehicleClass is not null && string.IsNullOrWhiteSpace(limit.VehicleClass)) yield return "vehicleClass is empty.";
        if (limit.Lanes is { Count: 0 }) yield return "lanes is empty; leave it out for all lanes.";
        if ((limit.Lanes ?? []).Any(lane => lane < 1)) yield return "lanes are counted from 1.";
        if (limit.From >= limit.Until) yield return "until does not lie behind from.";
        if (limit.Days is { Count: 0 }) yield return "days is empty; leave it out for every day.";
        foreach (var day in (limit.Days ?? []).Where(day => !LimitRule.IsDay(day))) yield return $"days: '{day}' is none of mon, tue, wed, thu, fri, sat, sun.";
        if (limit.Reason is not (null or LimitReasons.Regular or LimitReasons.Works)) yield return $"reason is {LimitReasons.Regular} or {LimitReasons.Works}, not '{limit.Reason}'.";
        if (limit.TimeOfDay is not { } span) yield break;
        if (span.From is null || LimitRule.MinuteOf(span.From) is null) yield return $"timeOfDay.from is a time such as 22:00, not '{span.From}'.";
        if (span.Until is null || LimitRule.MinuteOf(span.Until) is null) yield return $"timeOfDay.until is a time such as 06:00, not '{span.Until}'.";
        if (span.From == span.Until) yield return "timeOfDay: from and until are the same; leave it out for the whole day.";
    }
}
