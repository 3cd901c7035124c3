namespace Fleet.VehicleTracking.SectionControl;

/// <summary>
/// Every leg between neighbouring cameras for itself, decided as soon as both have seen the vehicle. A drive within one that is
/// a violation already (a camera saw the vehicle twice) is none.
/// </summary>
internal static class EachLegLaw
{
    public static void Decide(RoadDrives drives, Traversal traversal, List<KeptPassage> passages, Tolerances tolerances, List<LegSpeed> violations)
    {
        for (var index = 1; index < traversal.Stops.Count; index++)
        {
            var (entry, exit) = (traversal.Stops[index - 1], traversal.Stops[index]);
            if (exit.Camera != entry.Camera + 1 || traversal.Plan.LegBetween(entry.Camera, exit.Camera) is not { } leg) continue;
            if (IsInDecidedDrive(drives, passages, entry, leg.EntryCamera.Id, leg.ExitCamera.Id)) continue;
            var (first, last) = (drives.Sightings[entry.First].Place, drives.Sightings[exit.Last].Place);
            if (LegSpeed.Of(leg, passages[first], passages[last], drives.Sightings[exit.Last].Plan, tolerances) is not { ExcessKmh: > 0 } violation) continue;
            violations.Add(violation);
            passages[first] = passages[first] with { Began = true };
            passages[last] = passages[last] with { Ended = true };
        }
    }

    private static bool IsInDecidedDrive(RoadDrives drives, List<KeptPassage> passages, Stop entry, string entryCamera, string exitCamera)
    {
        var isIn = false;
        for (var index = 0; index <= entry.Last; index++)
        {
            var kept = passages[drives.Sightings[index].Place];
            if (kept.Began && kept.Camera == entryCamera) isIn = true;
            if (kept.Ended && kept.Camera == exitCamera) isIn = false;
        }

        return isIn;
    }
}
