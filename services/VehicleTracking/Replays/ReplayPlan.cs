using Fleet.Contracts.VehicleTracking;
using Fleet.VehicleTracking.SectionControl;

namespace Fleet.VehicleTracking.Replays;

/// <summary>What is to be replayed.</summary>
/// <param name="From">Beginning of the span, inclusive.</param>
/// <param name="To">End of the span, exclusive; 31 days after the beginning at most.</param>
/// <param name="Changes">What would be otherwise.</param>
/// <param name="Roads">Only violations on these roads; null for all.</param>
/// <param name="Vehicles">Only these vehicles, by id or plate; null for all.</param>
public sealed record ReplayPlan(
    DateTimeOffset From, DateTimeOffset To, ReplayChanges Changes, IReadOnlyList<string>? Roads = null, IReadOnlyList<string>? Vehicles = null)
{
    public bool IsIn(DateTimeOffset instant) => From <= instant && instant < To;

    public bool IsIn(long instantMs) => From.ToUnixTimeMilliseconds() <= instantMs && instantMs < To.ToUnixTimeMilliseconds();

    public bool HasRoad(string road) => Roads is null || Roads.Contains(road, StringComparer.Ordinal);
}

/// <summary>What would be otherwise, for the whole span. What is left out stays as the catalogue and the settings have it.</summary>
/// <param name="Roads">Roads in the place of those with the same ids, in all their versions.</param>
/// <param name="LimitKmh">Plain limits by road id, km/h; limits by class, lane, date and time of day stay.</param>
/// <param name="Tolerances">Tables in the place of those of the same jurisdictions, in all their versions.</param>
/// <param name="OverspeedLimitKmh">Limit of the service, where neither device nor zone has one, km/h; 0 for none.</param>
/// <param name="Zones">Zones in the place of those with the same ids, in all their versions, or new ones.</param>
public sealed record ReplayChanges(
    IReadOnlyList<Road>? Roads = null,
    IReadOnlyDictionary<string, int>? LimitKmh = null,
    IReadOnlyList<Tolerance>? Tolerances = null,
    double? OverspeedLimitKmh = null,
    IReadOnlyList<Zone>? Zones = null)
{
    /// <summary>Whether passages would be judged otherwise.</summary>
    public bool TouchPassages => Roads is not null || LimitKmh is not null || Tolerances is not null;

    /// <summary>Whether positions would be judged otherwise.</summary>
    public bool TouchPositions => OverspeedLimitKmh is not null || Zones is not null || Tolerances is not null;
}
