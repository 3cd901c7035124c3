namespace Fleet.FineCollection.Domain;

/// <summary>What speeding costs in one jurisdiction from one day on. Kept as data: a file a version.</summary>
/// <param name="Jurisdiction">Whose law this is; the road names it.</param>
/// <param name="Version">Name of this version, unique among all tariffs; kept with every fine.</param>
/// <param name="EffectiveFrom">First local day of the road on which it counts, until a later version begins.</param>
/// <param name="Currency">ISO 4217 code.</param>
/// <param name="PaymentTermDays">Days from the local day of the decision to the last day to pay.</param>
/// <param name="AdministrationFeeMinorUnits">Added to every fine, integer minor units.</param>
/// <param name="Bands">Amounts by excess speed: from 1 km/h up, without gap or overlap, never falling.</param>
/// <param name="ReferFromExcessKmh">From this excess on it is no longer a fine: the prosecutor decides.</param>
public sealed record Tariff(
    string Jurisdiction,
    string Version,
    DateOnly EffectiveFrom,
    string Currency,
    int PaymentTermDays,
    long AdministrationFeeMinorUnits,
    IReadOnlyList<Band> Bands,
    int ReferFromExcessKmh);

/// <summary>One amount for a range of excess speed.</summary>
/// <param name="FromExcessKmh">Lowest excess, whole km/h over the limit.</param>
/// <param name="ToExcessKmh">Highest excess, inclusive.</param>
/// <param name="AmountMinorUnits">Integer minor units.</param>
public sealed record Band(int FromExcessKmh, int ToExcessKmh, long AmountMinorUnits);
