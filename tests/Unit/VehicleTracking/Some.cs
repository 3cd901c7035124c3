using Fleet.Contracts.VehicleTracking;
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
        [new Camera("one", "km 0", 0, 52, 5), new Camera("two", "km 10", 10_000, 52.1, 5), new Camera("three", "km 15", 15_000, 52.15, 5)]);

    public static readonly RoadMap Roads = new([Road]);

    public static readonly Section FirstSection = Roads.StartingAt("one")!;

    public static KeptPassage Passage(string camera, double seconds) =>
        new(camera, Noon.ToUnixTimeMilliseconds() + (long)(seconds * 1000));

    /// <summary>Takes passages one after the other and gives all violations found.</summary>
    public static (PlateState State, List<SpeedingViolation> Violations) Taking(IEnumerable<KeptPassage> passages)
    {
        var (state, violations) = (PlateState.Empty, new List<SpeedingViolation>());
        foreach (var passage in passages)
        {
            var decision = SectionRules.Take(state, Plate, passage, Roads, Tolerances);
            state = decision.State;
            violations.AddRange(decision.Violations);
        }

        return (state, violations);
    }

    public static List<string> Ids(this IEnumerable<SpeedingViolation> violations) =>
        violations.Select(violation => violation.ViolationId).Order(StringComparer.Ordinal).ToList();
}
