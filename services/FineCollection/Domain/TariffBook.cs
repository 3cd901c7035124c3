namespace Fleet.FineCollection.Domain;

/// <summary>All versions of all tariffs.</summary>
public sealed class TariffBook
{
    private readonly ILookup<string, Tariff> newestFirst;

    /// <summary>Takes tariffs that <see cref="TariffRules"/> found no mistake in.</summary>
    public TariffBook(IEnumerable<Tariff> tariffs) =>
        newestFirst = tariffs.OrderByDescending(tariff => tariff.EffectiveFrom).ToLookup(tariff => tariff.Jurisdiction, StringComparer.Ordinal);

    /// <summary>The version in effect on a local day of the road. Nobody may be fined without one.</summary>
    /// <exception cref="NoTariffException">There is none.</exception>
    public Tariff InEffect(string jurisdiction, DateOnly localDate) =>
        Find(jurisdiction, localDate) ?? throw new NoTariffException(jurisdiction, localDate);

    /// <summary>Whether a tariff is in effect on a local day of the road.</summary>
    public bool Covers(string jurisdiction, DateOnly localDate) => Find(jurisdiction, localDate) is not null;

    private Tariff? Find(string jurisdiction, DateOnly localDate) =>
        newestFirst[jurisdiction].FirstOrDefault(tariff => tariff.EffectiveFrom <= localDate);
}

/// <summary>No tariff is in effect: a person has to supply one, then the violation is taken again.</summary>
public sealed class NoTariffException(string jurisdiction, DateOnly localDate)
    : Exception(FormattableString.Invariant($"No tariff of jurisdiction '{jurisdiction}' is in effect on {localDate:yyyy-MM-dd}."));
