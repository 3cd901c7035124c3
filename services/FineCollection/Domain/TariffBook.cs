using Fleet.FineCollection.Domain.Calendars;

namespace Fleet.FineCollection.Domain;

/// <summary>All versions of all tariffs, and the calendars that they name. Immutable.</summary>
public sealed class TariffBook
{
    private readonly Dictionary<string, Tariff> byVersion;
    private readonly Dictionary<string, LegalCalendar> calendars;
    private readonly ILookup<string, Tariff> closestFirst;

    /// <summary>Takes tariffs that <see cref="TariffRules"/> found no mistake in.</summary>
    public TariffBook(IEnumerable<Tariff> tariffs, IEnumerable<LegalCalendar>? calendars = null)
    {
        byVersion = tariffs.ToDictionary(tariff => tariff.Version, StringComparer.Ordinal);
        this.calendars = (calendars ?? []).Append(LegalCalendar.Plain).DistinctBy(calendar => calendar.Name).ToDictionary(calendar => calendar.Name, StringComparer.Ordinal);
        closestFirst = byVersion.Values
            .OrderByDescending(tariff => tariff.Specificity()).ThenByDescending(tariff => tariff.EffectiveFrom)
            .ToLookup(tariff => tariff.Jurisdiction, StringComparer.Ordinal);
    }

    /// <summary>All tariffs, by jurisdiction, the closest and then the latest first.</summary>
    public IEnumerable<Tariff> All => closestFirst.OrderBy(jurisdiction => jurisdiction.Key, StringComparer.Ordinal).SelectMany(tariffs => tariffs);

    /// <summary>All calendars.</summary>
    public IReadOnlyCollection<LegalCalendar> Calendars => calendars.Values;

    /// <summary>
    /// The version in effect on a local day of the road: for the road and the class, else for the road, else for the class, else for all; of several
    /// the one that began last. Nobody may be fined without one.
    /// </summary>
    /// <param name="jurisdiction">Whose law applies.</param>
    /// <param name="localDate">Local day of the road.</param>
    /// <param name="roadId">The road; null when it does not matter: only tariffs for all roads then count.</param>
    /// <param name="vehicleClass">Class of the vehicle; null when it is not known: only tariffs for all classes then count.</param>
    /// <exception cref="NoTariffException">There is none.</exception>
    public Tariff InEffect(string jurisdiction, DateOnly localDate, string? roadId = null, string? vehicleClass = null) =>
        Find(jurisdiction, localDate, roadId, vehicleClass) ?? throw new NoTariffException(NoTariffException.Text(jurisdiction, localDate, roadId, vehicleClass));

    /// <summary>Whether a tariff is in effect; see <see cref="InEffect"/>.</summary>
    public bool Covers(string jurisdiction, DateOnly localDate, string? roadId = null, string? vehicleClass = null) =>
        Find(jurisdiction, localDate, roadId, vehicleClass) is not null;

    /// <summary>The tariff of a version that a fine was set by.</summary>
    /// <exception cref="NoTariffException">There is none of this version.</exception>
    public Tariff ByVersion(string version) =>
        FindVersion(version) ?? throw new NoTariffException($"There is no tariff '{version}', though a fine was set by it: tariffs are never taken away.");

    /// <summary>The tariff of a version; null when there is none.</summary>
    public Tariff? FindVersion(string version) => byVersion.GetValueOrDefault(version);

    /// <summary>The business days of a tariff.</summary>
    public LegalCalendar CalendarOf(Tariff tariff) => calendars[tariff.Calendar ?? LegalCalendar.Plain.Name];

    /// <summary>The tariffs that a case of a local day could be judged by: in effect, and not replaced by a later one for the same cases.</summary>
    public IEnumerable<Tariff> OnDay(DateOnly localDate)
    {
        var inEffect = All.Where(tariff => tariff.IsInEffect(localDate)).ToList();
        return inEffect.Where(tariff => !inEffect.Exists(later => later.EffectiveFrom > tariff.EffectiveFrom && later.Replaces(tariff)));
    }

    /// <summary>The tariff in effect; null when there is none. See <see cref="InEffect"/>.</summary>
    public Tariff? Find(string jurisdiction, DateOnly localDate, string? roadId, string? vehicleClass) =>
        closestFirst[jurisdiction].FirstOrDefault(tariff => tariff.AppliesTo(localDate, roadId, vehicleClass));
}

/// <summary>No tariff is in effect: a person has to supply one, then the violation is taken again.</summary>
public sealed class NoTariffException(string message) : Exception(message)
{
    /// <summary>What is missing, for people.</summary>
    public static string Text(string jurisdiction, DateOnly localDate, string? roadId, string? vehicleClass) => FormattableString.Invariant(
        $"No tariff of jurisdiction '{jurisdiction}' is in effect on {localDate:yyyy-MM-dd} for the road '{roadId}' and the vehicle class '{vehicleClass ?? "unknown"}'.");
}
