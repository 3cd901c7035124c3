using Fleet.Contracts.VehicleTracking;
using Fleet.VehicleTracking.Roads;

namespace Fleet.VehicleTracking.SectionControl;

/// <summary>What more passages of a plate mean.</summary>
/// <param name="State">The plate after them.</param>
/// <param name="IsNew">Of each passage: false when the same passage had come before.</param>
/// <param name="Violations">What was driven too fast, as far as it can be decided already.</param>
public readonly record struct PassageDecision(PlateState State, IReadOnlyList<bool> IsNew, IReadOnlyList<LegSpeed> Violations);

/// <summary>
/// Section control. Passages may arrive in any order, so each new one is put in its place, and the traversals of its road are
/// asked for what can be decided at once: under <see cref="RoadLaws.EachLeg"/> every leg for itself, under the other laws a
/// traversal that every camera saw. What was decided stays decided. The rest is decided when the section times out.
/// </summary>
public static class SectionRules
{
    public static PassageDecision Take(PlateState state, IReadOnlyList<KeptPassage> arrived, RoadMap roads, Tolerances tolerances)
    {
        var passages = new List<KeptPassage>(state.Passages.Count + arrived.Count);
        passages.AddRange(state.Passages);
        var isNew = new bool[arrived.Count];
        var touched = new List<string>(1);
        for (var index = 0; index < arrived.Count; index++)
        {
            isNew[index] = TryInsert(passages, arrived[index]);
            if (isNew[index] && roads.At(arrived[index].Camera, arrived[index].InstantMs) is { } plan && !touched.Contains(plan.Road.Id)) touched.Add(plan.Road.Id);
        }

        var violations = new List<LegSpeed>();
        foreach (var road in touched) DecideAtOnce(RoadDrives.Of(passages, road, roads), passages, tolerances, violations);
        return new PassageDecision(Array.IndexOf(isNew, true) < 0 ? state : new PlateState(passages), isNew, violations);
    }

    /// <summary>When a passage's section has timed out and it is erased, in Unix minutes: one minute of grace for stragglers.</summary>
    public static long DueMinute(long instantMs, Road road) => (instantMs / 60_000) + road.SectionTimeoutMinutes + 2;

    /// <summary>The same of a passage that is kept. A road whose time-out is changed afterwards does not change it: its plate is entered for that minute.</summary>
    public static long DueMinute(KeptPassage passage, Road road) => passage.DueMinute ?? DueMinute(passage.InstantMs, road);

    private static void DecideAtOnce(RoadDrives drives, List<KeptPassage> passages, Tolerances tolerances, List<LegSpeed> violations)
    {
        foreach (var traversal in drives.Traversals)
        {
            if (traversal.Plan.Law == RoadLaws.EachLeg) EachLegLaw.Decide(drives, traversal, passages, tolerances, violations);
            else if (TraversalLaw.AtOnce(drives, traversal, passages, tolerances) is { } violation) violations.Add(TraversalLaw.Settle(drives, traversal, passages, violation));
        }
    }

    private static bool TryInsert(List<KeptPassage> passages, KeptPassage passage)
    {
        var at = passages.Count;
        while (at > 0 && Order(passages[at - 1], passage) > 0) at--;
        if (at > 0 && Order(passages[at - 1], passage) == 0) return false;
        if (passage.Uuid is not null && passages.Exists(kept => kept.Uuid == passage.Uuid && kept.Camera == passage.Camera)) return false;
        passages.Insert(at, passage);
        return true;
    }

    private static int Order(KeptPassage left, KeptPassage right) =>
        left.InstantMs != right.InstantMs ? left.InstantMs.CompareTo(right.InstantMs) : string.CompareOrdinal(left.Camera, right.Camera);
}
