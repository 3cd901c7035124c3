using Fleet.Contracts;
using Fleet.Contracts.VehicleTracking;
using Fleet.VehicleTracking.Evidence;
using Fleet.VehicleTracking.Reference;
using Fleet.VehicleTracking.SectionControl;

namespace Fleet.VehicleTracking.Replays;

/// <summary>What the passages of a plate make under other rules: the same section control, as if they came now for the first time.</summary>
public static class PassageReplay
{
    /// <summary>All passages that are known of a plate: those that are stored, and those in the evidence of its violations.</summary>
    public static List<KeptPassage> Known(PlateState stored, IEnumerable<StoredViolation> violations) =>
    [
        .. stored.Passages.Select(passage => passage with { Began = false, Ended = false, Decided = false })
            .Concat(violations.SelectMany(violation => new[] { Of(violation.Evidence.Entry), Of(violation.Evidence.Exit) }))
            .DistinctBy(passage => (passage.Camera, passage.InstantMs)),
    ];

    /// <summary>What was decided, and what is going to be decided of the passages that are still stored.</summary>
    public static List<Finding> Before(string plate, PlateState stored, IEnumerable<StoredViolation> violations, ReferenceSnapshot now)
    {
        var pending = TimeoutRules.Expire(stored, plate, long.MaxValue, now.Roads, now.Tolerances).Violations;
        return [.. violations.Select(stored => Of(stored.Violation)), .. pending.Select(speed => Of(plate, speed) with { IsPending = true })];
    }

    /// <summary>What would be decided.</summary>
    public static List<Finding> After(string plate, IReadOnlyList<KeptPassage> passages, ReferenceSnapshot then)
    {
        var taken = SectionRules.Take(PlateState.Empty, [.. passages.Where(passage => IsDecided(passage, then))], then.Roads, then.Tolerances);
        var closed = TimeoutRules.Expire(taken.State, plate, long.MaxValue, then.Roads, then.Tolerances);
        return [.. taken.Violations.Concat(closed.Violations).Select(speed => Of(plate, speed))];
    }

    // A passage that the road then would hold, decides nothing.
    private static bool IsDecided(KeptPassage passage, ReferenceSnapshot then) =>
        then.Roads.At(passage.Camera, passage.InstantMs) is { } plan && (passage.Confirmed || !(passage.Confidence < plan.MinConfidence));

    private static KeptPassage Of(EvidencePassage passage) => new(
        passage.Camera, passage.InstantAsRead.ToUnixTimeMilliseconds(), passage.Lane, VehicleClass: passage.VehicleClass, Confidence: passage.Confidence,
        Uuid: passage.Uuid, Confirmed: passage.Confirmed);

    private static Finding Of(SpeedingViolation violation) => new(
        FindingKinds.Violation, violation.ViolationId, violation.EnteredAt, violation.LeftAt, (double)violation.MeasuredSpeedKmh, violation.LimitKmh,
        (double)violation.ToleranceKmh, violation.CorrectedSpeedKmh, violation.RoadId, violation.EntryCameraId, violation.ExitCameraId);

    private static Finding Of(string plate, LegSpeed speed)
    {
        var (entered, left) = (DateTimeOffset.FromUnixTimeMilliseconds(speed.EnteredMs), DateTimeOffset.FromUnixTimeMilliseconds(speed.LeftMs));
        var (entry, exit) = (speed.Leg.EntryCamera.Id, speed.Leg.ExitCamera.Id);
        return new Finding(
            FindingKinds.Violation, DerivedId.Violation(plate, entry, exit, entered, left), entered, left, (double)speed.Speed.MeasuredKmh, speed.Limit.LimitKmh,
            (double)speed.Speed.ToleranceKmh, speed.Speed.CorrectedKmh, speed.Leg.Plan.Road.Id, entry, exit);
    }
}
