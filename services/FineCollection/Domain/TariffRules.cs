using System.Text.RegularExpressions;
using Fleet.FineCollection.Domain.Calendars;

namespace Fleet.FineCollection.Domain;

/// <summary>What must be true of tariffs before anybody is fined by them.</summary>
public static partial class TariffRules
{
    /// <summary>Highest amount in a tariff, minor units: sums of them stay far from the end of 64 bits.</summary>
    public const long MostMinorUnits = 1_000_000_000_000;

    /// <summary>Every rule that <paramref name="tariff"/> breaks by itself.</summary>
    public static IEnumerable<FieldMistake> Broken(Tariff tariff, IReadOnlyCollection<LegalCalendar> calendars) =>
    [
        .. BrokenByNames(tariff),
        .. Number("paymentTermDays", tariff.PaymentTermDays, 1, 365),
        .. Number("administrationFeeMinorUnits", tariff.AdministrationFeeMinorUnits, 0, MostMinorUnits),
        .. Number("dishonourFeeMinorUnits", tariff.DishonourFeeMinorUnits, 0, MostMinorUnits),
        .. BandRules.Broken(tariff),
        .. BrokenBySelector("roads", tariff.Roads),
        .. BrokenBySelector("vehicleClasses", tariff.VehicleClasses),
        .. BrokenByCalendar(tariff, calendars),
        .. TermRules.Broken(tariff),
    ];

    /// <summary>A number out of its range.</summary>
    internal static IEnumerable<FieldMistake> Number(string field, long number, long least, long most, string? beside = null)
    {
        if (number < least || number > most) yield return new(field, "out_of_range", FormattableString.Invariant($"is a whole number from {least} to {most}."), beside);
    }

    private static IEnumerable<FieldMistake> BrokenByNames(Tariff tariff)
    {
        if (!Name().IsMatch(tariff.Jurisdiction)) yield return new("jurisdiction", "malformed_name", "is 1 to 64 letters, digits, '-', '_' and '.'.");
        if (!Name().IsMatch(tariff.Version)) yield return new("version", "malformed_name", "is 1 to 64 letters, digits, '-', '_' and '.'.");
        if (!Currencies.IsKnown(tariff.Currency)) yield return new("currency", "unknown_currency", "is an ISO 4217 code of three capital letters, e.g. EUR.");
        if (tariff.EffectiveUntil < tariff.EffectiveFrom) yield return new("effectiveUntil", "out_of_range", "is not before effectiveFrom.", "effectiveFrom");
    }

    private static IEnumerable<FieldMistake> BrokenBySelector(string field, IReadOnlyList<string>? selected)
    {
        if (selected is { Count: 0 }) yield return new(field, "out_of_range", "has at least one entry; leave it out for all.");
        var known = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (index, name) in (selected ?? []).Index())
        {
            var path = FormattableString.Invariant($"{field}[{index}]");
            if (string.IsNullOrWhiteSpace(name)) yield return new(path, "malformed_name", "is not empty.");
            else if (field == "vehicleClasses" && name.Any(char.IsUpper)) yield return new(path, "malformed_name", "has small letters only, as classes have at cameras.");
            else if (!known.Add(name)) yield return new(path, "twice", "is there twice.");
        }
    }

    private static IEnumerable<FieldMistake> BrokenByCalendar(Tariff tariff, IReadOnlyCollection<LegalCalendar> calendars)
    {
        if (tariff.Calendar is null) yield break;
        var calendar = calendars.FirstOrDefault(calendar => calendar.Name == tariff.Calendar);
        if (calendar is null)
            yield return new("calendar", "unknown_calendar", $"is one of {string.Join(", ", calendars.Select(known => known.Name))}.");
        else if (tariff.EffectiveFrom.Year < calendar.FromYear || tariff.EffectiveFrom.Year > calendar.ToYear)
            yield return new("calendar", "calendar_ends", FormattableString.Invariant($"knows the years {calendar.FromYear} to {calendar.ToYear}, and effectiveFrom is not in them."), "effectiveFrom");
    }

    [GeneratedRegex(@"^[A-Za-z0-9_.\-]{1,64}\z", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 100)]
    private static partial Regex Name();
}
