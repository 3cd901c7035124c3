using Fleet.Contracts;
using Fleet.Contracts.VehicleTracking;
using Fleet.VehicleTracking.Roads;
using Fleet.VehicleTracking.SectionControl;

namespace Fleet.VehicleTracking.Evidence;

/// <summary>A violation, what it rests on, and when it was found.</summary>
public sealed record StoredViolation(SpeedingViolation Violation, ViolationEvidence Evidence, DateTimeOffset DecidedAt);

/// <summary>Makes the violation and its evidence of a leg that was driven too fast.</summary>
public static class Violations
{
    public static StoredViolation Of(string plate, LegSpeed speed, DateTimeOffset now)
    {
        var (entered, left) = (Instant(speed.EnteredMs), Instant(speed.LeftMs));
        var (road, leg) = (speed.Leg.Plan.Road, speed.Leg);
        var id = DerivedId.Violation(plate, leg.EntryCamera.Id, leg.ExitCamera.Id, entered, left);
        var evidence = EvidenceOf(id, plate, speed);
        var violation = new SpeedingViolation(
            DerivedId.Event(id, "speeding"), id, plate, road.Id, road.Name, leg.Place, road.TimeZone, road.Jurisdiction,
            leg.EntryCamera.Id, leg.ExitCamera.Id, entered, left, (double)leg.ShortestMetres, speed.Limit.LimitKmh,
            speed.Speed.MeasuredKmh, speed.Speed.ToleranceKmh, speed.Speed.CorrectedKmh,
            speed.Limit.Version, speed.Tolerance.Version, evidence.Sha256, speed.VehicleClass);
        return new StoredViolation(violation, evidence, now);
    }

    private static ViolationEvidence EvidenceOf(string id, string plate, LegSpeed speed)
    {
        var (plan, leg) = (speed.Leg.Plan, speed.Leg);
        var (fromMs, toMs) = (speed.EnteredMs - speed.EntryUncertaintyMs, speed.LeftMs + speed.ExitUncertaintyMs);
        var limits = plan.Versions.Where(version => version.FromMs <= toMs && version.UntilMs > fromMs).Select(LimitsOf).ToList();
        var evidence = new ViolationEvidence(
            id, plate, plan.Road.Id, plan.Road.Name, plan.Version, plan.Law, leg.Place, plan.Road.TimeZone,
            PassageOf(leg.EntryCamera, speed.Entry, speed.EnteredMs), PassageOf(speed.ExitCamera, speed.Exit, speed.LeftMs),
            leg.ShortestMetres, limits, speed.Tolerance, []);
        evidence = evidence with { Steps = Computation.StepsOf(evidence) };
        return evidence with { Sha256 = CanonicalJson.HashOf(evidence) };
    }

    private static EvidencePassage PassageOf(Camera camera, KeptPassage passage, long correctedMs) => new(
        camera.Id, camera.Name, Instant(passage.InstantMs), camera.ClockOffsetMs ?? 0, camera.ClockUncertaintyMs ?? 0, Instant(correctedMs),
        passage.Lane, passage.VehicleClass, passage.Confidence, passage.Confirmed, passage.Uuid);

    private static EvidenceLimits LimitsOf(RoadPlan plan) => new(
        plan.Version,
        plan.FromMs == long.MinValue ? null : Instant(plan.FromMs),
        plan.UntilMs == long.MaxValue ? null : Instant(plan.UntilMs),
        plan.Road.LimitKmh,
        plan.Road.Limits ?? []);

    private static DateTimeOffset Instant(long milliseconds) => DateTimeOffset.FromUnixTimeMilliseconds(milliseconds);
}
