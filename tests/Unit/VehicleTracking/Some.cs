using Fleet.Contracts.VehicleTracking;
using Fleet.VehicleTracking.Evidence;
using Fleet.VehicleTracking.Roads;
using Fleet.VehicleTracking.SectionControl;

namespace Fleet.Tests.Unit.VehicleTracking;

/// <summary>Words for the data of these tests: one straight road with three cameras, 10 km and 5 km apart, limit 100.</summary>
internal static class Some
{
    public const string Plate = "AB12CD";

    public static readonly DateTimeOffset Noon = new(2026, 5, 1, 12, 0, 0, TimeSpan.Zero);

    public static readonly Tolerance DutchLike = new("NL", "test", 1, [new(UpToKmh: 100, Kmh: 3), new(Percent: 3)]);

    public static readonly Tolerance FinerSteps = new("PT", "test", 0.1m, [new(UpToKmh: 100, Kmh: 5), new(Percent: 5)]);

    public static readonly Tolerances Tolerances = new([DutchLike, FinerSteps]);

    public static readonly Road Road = new(
        "road", "Road", "Europe/Amsterdam", "NL", 100, 30,
        [new Camera("one", "km 0", 0, 52, 5), new Camera("two", "km 10", 10_000, 52.1, 5), new Camera("three", "km 15", 15_000, 52.15, 5)],
        Law: RoadLaws.EachLeg);

    public static readonly RoadMap Roads = new([Road]);

    public static KeptPassage Passage(string camera, double seconds) =>
        new(camera, Noon.ToUnixTimeMilliseconds() + (long)(seconds * 1000));

    /// <summary>Takes passages one after the other and gives all violations found at once.</summary>
    public static (PlateState State, List<SpeedingViolation> Violations) Taking(IEnumerable<KeptPassage> passages, RoadMap? roads = null)
    {
        var (state, violations) = (PlateState.Empty, new List<SpeedingViolation>());
        foreach (var passage in passages)
        {
            var decision = SectionRules.Take(state, [passage], roads ?? Roads, Tolerances);
            state = decision.State;
            violations.AddRange(decision.Violations.Select(speed => Violations.Of(Plate, speed, Noon).Violation));
        }

        return (state, violations);
    }

    /// <summary>Takes passages one after the other, lets every section time out, and gives all violations found.</summary>
    public static (PlateState State, List<SpeedingViolation> Violations) TakingToTheEnd(IEnumerable<KeptPassage> passages, RoadMap roads)
    {
        var (state, violations) = Taking(passages, roads);
        var first = Noon.ToUnixTimeMilliseconds() / 60_000;
        for (var minute = first; state.Passages.Count > 0 && minute < first + 10_000; minute++)
        {
            var decision = TimeoutRules.Expire(state, Plate, minute, roads, Tolerances);
            state = decision.State;
            violations.AddRange(decision.Violations.Select(speed => Violations.Of(Plate, speed, Noon).Violation));
        }

        return (state, violations);
    }

    public static List<string> Ids(this IEnumerable<SpeedingViolation> violations) =>
        violations.Select(violation => violation.ViolationId).Order(StringComparer.Ordinal).ToList();
}
