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
/// <param name="Roads">Only for these roads; null: for all of the jurisdiction. A tariff for a road precedes one for all.</param>
/// <param name="VehicleClasses">Only for these classes of vehicles; null: for all. A tariff for a class precedes one for all.</param>
/// <param name="Calendar">Name of the calendar that its business days come from; null: Saturdays and Sundays are free, nothing else.</param>
/// <param name="Terms">Terms beside the payment term; null: the defaults.</param>
/// <param name="Discount">Less for who pays soon; null: none.</param>
/// <param name="FirstReminder">What a first reminder adds and how long it gives; null: no surcharge, 28 days.</param>
/// <param name="FinalReminder">The same for the final notice.</param>
/// <param name="DishonourFeeMinorUnits">Added when a payment is dishonoured, integer minor units.</param>
/// <param name="Rounding">How percentages and stepwise amounts become amounts; null: to whole minor units, half away from zero.</param>
/// <param name="EffectiveUntil">Last local day on which it counts; null: until a later version begins.</param>
/// <param name="Note">For people, e.g. that it is an invented example.</param>
public sealed record Tariff(
    string Jurisdiction,
    string Version,
    DateOnly EffectiveFrom,
    string Currency,
    int PaymentTermDays,
    long AdministrationFeeMinorUnits,
    IReadOnlyList<Band> Bands,
    int ReferFromExcessKmh,
    IReadOnlyList<string>? Roads = null,
    IReadOnlyList<string>? VehicleClasses = null,
    string? Calendar = null,
    Terms? Terms = null,
    Discount? Discount = null,
    Surcharge? FirstReminder = null,
    Surcharge? FinalReminder = null,
    long DishonourFeeMinorUnits = 0,
    Rounding? Rounding = null,
    DateOnly? EffectiveUntil = null,
    string? Note = null)
{
    /// <summary>
    /// How closely it is made for a case: 3 for a road and a class, 2 for a road, 1 for a class, 0 for all of the jurisdiction. The closest counts.
    /// </summary>
    public int Specificity() => (Roads is null ? 0 : 2) + (VehicleClasses is null ? 0 : 1);

    /// <summary>Whether it counts for a local day, road and class. A tariff for some never counts for what is not known.</summary>
    public bool AppliesTo(DateOnly localDate, string? roadId, string? vehicleClass) =>
        IsInEffect(localDate) && IsFor(roadId, vehicleClass);

    /// <summary>Whether the local day lies between its first and its last.</summary>
    public bool IsInEffect(DateOnly localDate) => EffectiveFrom <= localDate && !(EffectiveUntil < localDate);

    /// <summary>Whether it is for a road and class.</summary>
    public bool IsFor(string? roadId, string? vehicleClass) => Names(Roads, roadId) && Names(VehicleClasses, vehicleClass);

    /// <summary>Whether it is for every case that <paramref name="other"/> is for, and just as close.</summary>
    public bool Replaces(Tariff other) =>
        Jurisdiction == other.Jurisdiction && Specificity() == other.Specificity() && Holds(Roads, other.Roads) && Holds(VehicleClasses, other.VehicleClasses);

    private static bool Names(IReadOnlyList<string>? selected, string? asked) =>
        selected is null || (asked is not null && selected.Contains(asked, StringComparer.Ordinal));

    private static bool Holds(IReadOnlyList<string>? some, IReadOnlyList<string>? others) =>
        some is null || (others is not null && !others.Except(some, StringComparer.Ordinal).Any());
}

/// <summary>One amount for a range of excess speed.</summary>
/// <param name="FromExcessKmh">Lowest excess, whole km/h over the limit.</param>
/// <param name="ToExcessKmh">Highest excess, inclusive.</param>
/// <param name="AmountMinorUnits">For the lowest excess of the band, integer minor units.</param>
/// <param name="PerKmhMinorUnits">More for every further km/h, integer minor units.</param>
public sealed record Band(int FromExcessKmh, int ToExcessKmh, long AmountMinorUnits, long PerKmhMinorUnits = 0);

/// <summary>Legal terms.</summary>
/// <param name="BusinessDays">The payment, discount and reminder terms count business days, not calendar days.</param>
/// <param name="FromService">The payment term begins on the day of service, not on that of the decision.</param>
/// <param name="EndsOnBusinessDay">A term that would end on a day without business ends on the next business day.</param>
/// <param name="ServiceDays">Business days after the decision on which a notice counts as served.</param>
/// <param name="ObjectionDays">Calendar days from service to the last day to object.</param>
/// <param name="NominationDays">Calendar days from service to the last day to nominate the driver.</param>
/// <param name="PrescriptionYears">Years from the decision after which a fine cannot be enforced.</param>
/// <param name="MaxInstalments">Most parts of an instalment plan; 0: none.</param>
public sealed record Terms(
    bool BusinessDays = false,
    bool FromService = false,
    bool EndsOnBusinessDay = false,
    int ServiceDays = 3,
    int ObjectionDays = 42,
    int NominationDays = 28,
    int PrescriptionYears = 5,
    int MaxInstalments = 12);

/// <summary>Less for who pays soon.</summary>
/// <param name="WithinDays">Days of the window, counted like the payment term.</param>
/// <param name="Percent">What is taken off the penalty, 1 to 99; rounded as the tariff says.</param>
public sealed record Discount(int WithinDays, int Percent);

/// <summary>What a reminder adds.</summary>
/// <param name="TermDays">Days to pay after it, counted like the payment term.</param>
/// <param name="Percent">Of the penalty, 0 to 1000; rounded as the tariff says.</param>
/// <param name="MinorUnits">And fixed, integer minor units, not rounded.</param>
public sealed record Surcharge(int TermDays, int Percent = 0, long MinorUnits = 0);

/// <summary>How a percentage becomes an amount.</summary>
/// <param name="ToMinorUnits">Amounts are multiples of this, e.g. 100 for whole euros.</param>
/// <param name="Mode">One of <see cref="RoundingModes"/>.</param>
public sealed record Rounding(int ToMinorUnits = 1, string Mode = RoundingModes.HalfUp);

/// <summary>What becomes of what lies between two amounts; names in tariffs.</summary>
public static class RoundingModes
{
    /// <summary>To the nearer; half goes up, away from zero.</summary>
    public const string HalfUp = "half-up";

    /// <summary>To the lower.</summary>
    public const string Down = "down";

    /// <summary>To the higher.</summary>
    public const string Up = "up";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<string> All { get; } = [HalfUp, Down, Up];
}
