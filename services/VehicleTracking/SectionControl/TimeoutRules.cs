using Fleet.Contracts;
using Fleet.Contracts.VehicleTracking;
using Fleet.VehicleTracking.Roads;

namespace Fleet.VehicleTracking.SectionControl;

/// <summary>What time does to a plate.</summary>
/// <param name="State">The plate without the passages that timed out.</param>
/// <param name="Violations">Traversals that nothing is added to any more and that were driven too fast.</param>
/// <param name="Lost">Sections entered and never left.</param>
/// <param name="Erased">How many passages went.</param>
public readonly record struct TimeoutDecision(PlateState State, IReadOnlyList<LegSpeed> Violations, IReadOnlyList<VehicleLost> Lost, int Erased);

/// <summary>
/// Decides traversals whose last passage timed out, and erases passages whose section timed out; a traversal that waits to be
/// decided keeps its own until then. A passage that nothing followed on its road is a lost vehicle, unless its camera is the
/// last of the road: there the vehicle left.
/// </summary>
public static class TimeoutRules
{
    /// <param name="state">The plate.</param>
    /// <param name="plate">Normalised number plate.</param>
    /// <param name="minute">Unix minute up to which, inclusive, sections have timed out.</param>
    /// <param name="roads">The roads; a passage of a camera that was taken out of them is erased.</param>
    /// <param name="tolerances">The tolerances.</param>
    public static TimeoutDecision Expire(PlateState state, string plate, long minute, RoadMap roads, Tolerances tolerances)
    {
        var goes = new bool[state.Passages.Count];
        for (var place = 0; place < goes.Length; place++) goes[place] = IsDue(state.Passages[place], minute, roads);
        if (Array.IndexOf(goes, true) < 0) return new TimeoutDecision(state, [], [], 0);

        var violations = new List<LegSpeed>();
        foreach (var drives in RoadsOf(state, roads).Select(road => RoadDrives.Of(state.Passages, road, roads)))
        {
            foreach (var traversal in drives.Traversals.Where(traversal => traversal.Plan.Law != RoadLaws.EachLeg))
                Close(drives, traversal, state.Passages, goes, tolerances, violations);
        }

        var lost = state.Passages.Where((passage, place) => goes[place] && IsLost(passage, state, roads)).Select(passage => Lost(passage, plate, roads)).ToList();
        var left = state.Passages.Where((_, place) => !goes[place]).ToList();
        return new TimeoutDecision(new PlateState(left), violations, lost, goes.Length - left.Count);
    }

    private static void Close(
        RoadDrives drives, Traversal traversal, IReadOnlyList<KeptPassage> passages, bool[] goes, Tolerances tolerances, List<LegSpeed> violations)
    {
        if (TraversalLaw.IsDecided(drives, traversal, passages)) return;
        var places = drives.Sightings.GetRange(traversal.Stops[0].First, traversal.Stops[^1].Last - traversal.Stops[0].First + 1).ConvertAll(seen => seen.Place);
        if (!places.TrueForAll(place => goes[place])) places.ForEach(place => goes[place] = false);
        else if (TraversalLaw.Finally(drives, traversal, passages, tolerances) is { } violation) violations.Add(violation);
    }

    private static IEnumerable<string> RoadsOf(PlateState state, RoadMap roads) =>
        state.Passages.Select(passage => roads.At(passage.Camera, passage.InstantMs)?.Road.Id).OfType<string>().Distinct(StringComparer.Ordinal);

    private static bool IsDue(KeptPassage passage, long minute, RoadMap roads) =>
        roads.At(passage.Camera, passage.InstantMs) is not { } plan || SectionRules.DueMinute(passage, plan.Road) <= minute;

    private static bool IsLost(KeptPassage passage, PlateState state, RoadMap roads) =>
        roads.At(passage.Camera, passage.InstantMs) is { } plan
        && plan.IndexOf(passage.Camera) is var camera
        && camera < plan.Road.Cameras.Count - 1
        && !passage.Began
        && !state.Passages.Any(other => Follows(other, plan.Corrected(camera, passage.InstantMs), plan, roads));

    private static bool Follows(KeptPassage other, long seenMs, RoadPlan plan, RoadMap roads) =>
        roads.At(other.Camera, other.InstantMs) is { } otherPlan
        && otherPlan.Road.Id == plan.Road.Id
        && otherPlan.Corrected(otherPlan.IndexOf(other.Camera), other.InstantMs) - seenMs is > 0 and var afterMs
        && afterMs <= plan.TimeoutMs;

    private static VehicleLost Lost(KeptPassage passage, string plate, RoadMap roads)
    {
        var road = roads.At(passage.Camera, passage.InstantMs)!.Road;
        var seen = DateTimeOffset.FromUnixTimeMilliseconds(passage.InstantMs);
        var subject = DerivedId.Of("los", plate, passage.Camera, passage.InstantMs.ToString(System.Globalization.CultureInfo.InvariantCulture));
        return new VehicleLost(
            DerivedId.Event(subject, "lost"), plate, road.Id, passage.Camera, seen, seen.AddMinutes(road.SectionTimeoutMinutes));
    }
}
