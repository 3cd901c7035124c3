using Fleet.Contracts.VehicleTracking;

namespace Fleet.VehicleTracking.SectionControl;

/// <summary>
/// At most one violation a traversal: of the worst leg, or of the whole way. It is decided when the section times out, and at
/// once when every camera has seen the vehicle, and it drove on no stretch so slowly that the passages might belong to two drives.
/// No passage of a camera that has not reported yet can change that any more; a second reading by one that has, could have.
/// </summary>
internal static class TraversalLaw
{
    /// <summary>The violation of a traversal that can be decided already; null when there is none, or not yet.</summary>
    public static LegSpeed? AtOnce(RoadDrives drives, Traversal traversal, List<KeptPassage> passages, Tolerances tolerances) =>
        traversal.Stops.Count == traversal.Plan.Road.Cameras.Count && IsOneDrive(drives, traversal) ? Finally(drives, traversal, passages, tolerances) : null;

    /// <summary>The violation of a traversal to which nothing is added any more; null when there is none, or it was reported.</summary>
    public static LegSpeed? Finally(RoadDrives drives, Traversal traversal, IReadOnlyList<KeptPassage> passages, Tolerances tolerances)
    {
        if (IsDecided(drives, traversal, passages)) return null;
        var speed = traversal.Plan.Law == RoadLaws.Whole ? Whole(drives, traversal, passages, tolerances) : Worst(drives, traversal, passages, tolerances);
        return speed?.ExcessKmh > 0 ? speed : null;
    }

    /// <summary>Notes that the traversal has had its violation.</summary>
    public static LegSpeed Settle(RoadDrives drives, Traversal traversal, List<KeptPassage> passages, LegSpeed violation)
    {
        for (var index = traversal.Stops[0].First; index <= traversal.Stops[^1].Last; index++)
            passages[drives.Sightings[index].Place] = passages[drives.Sightings[index].Place] with { Decided = true };
        return violation;
    }

    public static bool IsDecided(RoadDrives drives, Traversal traversal, IReadOnlyList<KeptPassage> passages)
    {
        for (var index = traversal.Stops[0].First; index <= traversal.Stops[^1].Last; index++)
        {
            if (passages[drives.Sightings[index].Place].Decided) return true;
        }

        return false;
    }

    private static LegSpeed? Whole(RoadDrives drives, Traversal traversal, IReadOnlyList<KeptPassage> passages, Tolerances tolerances) =>
        Speed(drives, traversal, 0, traversal.Stops.Count - 1, passages, tolerances);

    private static LegSpeed? Worst(RoadDrives drives, Traversal traversal, IReadOnlyList<KeptPassage> passages, Tolerances tolerances)
    {
        LegSpeed? worst = null;
        for (var entry = 0; entry < traversal.Stops.Count; entry++)
        {
            for (var exit = entry + 1; exit < traversal.Stops.Count; exit++)
            {
                if (Speed(drives, traversal, entry, exit, passages, tolerances) is { } speed && (worst is null || IsWorse(speed, worst))) worst = speed;
            }
        }

        return worst;
    }

    // Of equals the first one stays.
    private static bool IsWorse(LegSpeed speed, LegSpeed before) =>
        (speed.ExcessKmh, speed.Leg.ShortestMetres).CompareTo((before.ExcessKmh, before.Leg.ShortestMetres)) > 0;

    private static LegSpeed? Speed(RoadDrives drives, Traversal traversal, int entry, int exit, IReadOnlyList<KeptPassage> passages, Tolerances tolerances)
    {
        var (from, to) = (traversal.Stops[entry], traversal.Stops[exit]);
        return entry < exit && traversal.Plan.LegBetween(from.Camera, to.Camera) is { } leg
            ? LegSpeed.Of(leg, passages[drives.Sightings[from.First].Place], passages[drives.Sightings[to.Last].Place], drives.Sightings[to.Last].Plan, tolerances)
            : null;
    }

    // Between two cameras it did not take more than twice as long as the limit makes it take: no time to drive round and pass again.
    // With two cameras there is nothing to mix up: a drive that is a violation is one drive.
    private static bool IsOneDrive(RoadDrives drives, Traversal traversal)
    {
        var road = traversal.Plan.Road;
        for (var index = 1; index < traversal.Stops.Count && road.Cameras.Count > 2; index++)
        {
            var metres = road.Cameras[index].OffsetMetres - road.Cameras[index - 1].OffsetMetres;
            var tookMs = drives.Sightings[traversal.Stops[index].First].AtMs - drives.Sightings[traversal.Stops[index - 1].Last].AtMs;
            if (tookMs * (double)road.LimitKmh > 2 * metres * 3600) return false;
        }

        return true;
    }
}
