namespace Fleet.FineCollection.Domain;

/// <summary>Two tariffs that cannot both be.</summary>
/// <param name="Tariff">The one that came later.</param>
/// <param name="Other">The one before.</param>
/// <param name="Mistake">What is wrong with the later one beside the other.</param>
public sealed record TariffConflict(Tariff Tariff, Tariff Other, FieldMistake Mistake);

/// <summary>What must be true of tariffs together: every version once, and never two that a case could be judged by equally.</summary>
public static class TariffConflicts
{
    /// <summary>Every pair that contradicts.</summary>
    public static IEnumerable<TariffConflict> Between(IReadOnlyList<Tariff> tariffs)
    {
        foreach (var (index, tariff) in tariffs.Index())
        {
            foreach (var other in tariffs.Take(index))
            {
                if (other.Version == tariff.Version)
                    yield return new(tariff, other, new("version", "duplicate_version", "is the version of another tariff; every version has a name of its own."));
                if (AreAmbiguous(tariff, other)) yield return new(tariff, other, Ambiguous(other));
            }
        }
    }

    // Of two that are equally close the one that began later counts; of two that began together none could.
    private static bool AreAmbiguous(Tariff tariff, Tariff other) =>
        tariff.Jurisdiction == other.Jurisdiction && tariff.EffectiveFrom == other.EffectiveFrom && tariff.Specificity() == other.Specificity()
        && Meet(tariff.Roads, other.Roads) && Meet(tariff.VehicleClasses, other.VehicleClasses);

    private static bool Meet(IReadOnlyList<string>? some, IReadOnlyList<string>? others) =>
        some is null || others is null || some.Intersect(others, StringComparer.Ordinal).Any();

    private static FieldMistake Ambiguous(Tariff other) => new(
        "effectiveFrom", "ambiguous_selector",
        $"is also when the tariff '{other.Version}' begins, for some of the same roads and vehicle classes: which one counts must not be open.");
}
