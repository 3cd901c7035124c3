using System.Globalization;

namespace Fleet.VehicleTracking.Evidence;

/// <summary>What computing a violation again from its stored evidence gave.</summary>
/// <param name="ViolationId">The violation.</param>
/// <param name="Agrees">The hash and every step agree.</param>
/// <param name="Sha256">The hash stored with the evidence.</param>
/// <param name="ComputedSha256">The hash of the evidence as it is stored.</param>
/// <param name="Differences">Every step and field that differs.</param>
public sealed record Recomputation(string ViolationId, bool Agrees, string Sha256, string ComputedSha256, IReadOnlyList<StepDifference> Differences)
{
    public static Recomputation Of(StoredViolation stored)
    {
        var (evidence, violation) = (stored.Evidence, stored.Violation);
        var steps = Computation.StepsOf(evidence);
        var differences = Between(evidence.Steps.Select(Pair), steps.Select(Pair)).ToList();
        differences.AddRange(Between(Fields(violation), Fields(violation, steps)));
        var hash = CanonicalJson.HashOf(evidence);
        var isSealed = hash == evidence.Sha256 && violation.EvidenceSha256 == hash;
        return new Recomputation(evidence.ViolationId, isSealed && differences.Count == 0, evidence.Sha256, hash, differences);
    }

    private static IEnumerable<StepDifference> Between(IEnumerable<(string Name, string? Value)> stored, IEnumerable<(string Name, string? Value)> computed)
    {
        var before = stored.ToDictionary(pair => pair.Name, pair => pair.Value, StringComparer.Ordinal);
        var after = computed.ToDictionary(pair => pair.Name, pair => pair.Value, StringComparer.Ordinal);
        return before.Keys.Union(after.Keys, StringComparer.Ordinal)
            .Select(name => new StepDifference(name, before.GetValueOrDefault(name), after.GetValueOrDefault(name)))
            .Where(pair => pair.Stored != pair.Computed);
    }

    private static (string Name, string? Value) Pair(EvidenceStep step) => (step.Name, step.Value);

    // What the event says, beside what the computation says it should.
    private static IEnumerable<(string Name, string? Value)> Fields(Contracts.VehicleTracking.SpeedingViolation violation) =>
    [
        ("violation.measuredSpeedKmh", violation.MeasuredSpeedKmh.ToString(CultureInfo.InvariantCulture)),
        ("violation.toleranceKmh", violation.ToleranceKmh.ToString(CultureInfo.InvariantCulture)),
        ("violation.correctedSpeedKmh", violation.CorrectedSpeedKmh.ToString(CultureInfo.InvariantCulture)),
        ("violation.limitKmh", violation.LimitKmh.ToString(CultureInfo.InvariantCulture)),
        ("violation.limitVersion", violation.LimitVersion),
    ];

    private static IEnumerable<(string Name, string? Value)> Fields(Contracts.VehicleTracking.SpeedingViolation violation, IReadOnlyList<EvidenceStep> steps)
    {
        string[] names = ["lowerBoundKmh", "toleranceKmh", "correctedKmh", "limitKmh", "limitVersion"];
        return Fields(violation).Zip(names, (field, name) => (field.Name, (string?)steps.Single(step => step.Name == name).Value));
    }
}

/// <summary>A step that gave something else.</summary>
/// <param name="Name">Name of the step, or of the violation's field.</param>
/// <param name="Stored">What is stored; null when the step is not there.</param>
/// <param name="Computed">What it is.</param>
public sealed record StepDifference(string Name, string? Stored, string? Computed);
