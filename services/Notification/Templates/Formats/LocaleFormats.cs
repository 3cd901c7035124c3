using System.Globalization;
using Fleet.Contracts.FineCollection;

namespace Fleet.Notification.Templates.Formats;

/// <summary>
/// How a locale writes dates, times, money and numbers, and what it calls the things that happen to vehicles. Data, so that it does not depend on what
/// the machine knows of cultures.
/// </summary>
/// <param name="Months">Names of the twelve months.</param>
/// <param name="Date">With <c>{day}</c>, <c>{month}</c> and <c>{year}</c>.</param>
/// <param name="Time">With <c>{date}</c>, <c>{clock}</c>, <c>{offset}</c> and <c>{zone}</c>.</param>
/// <param name="Decimal">Decimal separator.</param>
/// <param name="Group">Separator of thousands.</param>
/// <param name="Money">With <c>{currency}</c> and <c>{number}</c>.</param>
/// <param name="Symbols">What is written for an ISO 4217 code; the code itself for one that is absent.</param>
/// <param name="Speed">With <c>{number}</c>.</param>
/// <param name="Kinds">What a message says of a kind of vehicle event.</param>
public sealed record LocaleFormats(
    IReadOnlyList<string> Months,
    string Date,
    string Time,
    string Decimal,
    string Group,
    string Money,
    IReadOnlyDictionary<string, string> Symbols,
    string Speed,
    IReadOnlyDictionary<string, string> Kinds)
{
    /// <summary>A date, e.g. <c>9 mei 2026</c>.</summary>
    public string DateOf(DateOnly date) => Date
        .Replace("{day}", date.Day.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal)
        .Replace("{month}", Months[date.Month - 1], StringComparison.Ordinal)
        .Replace("{year}", date.Year.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal);

    /// <summary>
    /// Local time on the 24-hour clock with its offset, which tells the two hours apart that a night in autumn has twice:
    /// <c>25 October 2026, 02:30:05 (UTC+01:00, Europe/Amsterdam)</c>.
    /// </summary>
    /// <param name="instant">The instant.</param>
    /// <param name="timeZone">IANA name.</param>
    /// <exception cref="UnwritableException">There is no such zone.</exception>
    public string TimeOf(DateTimeOffset instant, string timeZone)
    {
        var local = TimeZoneInfo.ConvertTime(instant, Zone(timeZone));
        return Time
            .Replace("{date}", DateOf(DateOnly.FromDateTime(local.DateTime)), StringComparison.Ordinal)
            .Replace("{clock}", local.ToString("HH:mm:ss", CultureInfo.InvariantCulture), StringComparison.Ordinal)
            .Replace("{offset}", local.ToString("zzz", CultureInfo.InvariantCulture), StringComparison.Ordinal)
            .Replace("{zone}", timeZone, StringComparison.Ordinal);
    }

    /// <summary>The local date of an instant.</summary>
    /// <exception cref="UnwritableException">There is no such zone.</exception>
    public string LocalDateOf(DateTimeOffset instant, string timeZone) =>
        DateOf(DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(instant, Zone(timeZone)).DateTime));

    /// <summary>An amount with the decimals of its currency, e.g. <c>€ 1.234,50</c>.</summary>
    public string MoneyOf(Money money)
    {
        var decimals = MinorUnits.DigitsOf(money.Currency);
        var amount = new decimal(money.MinorUnits);
        for (var i = 0; i < decimals; i++) amount /= 10;
        return Money
            .Replace("{currency}", Symbols.GetValueOrDefault(money.Currency, money.Currency), StringComparison.Ordinal)
            .Replace("{number}", Number(amount, "N" + decimals.ToString(CultureInfo.InvariantCulture)), StringComparison.Ordinal);
    }

    /// <summary>A speed in km/h with one decimal at most.</summary>
    public string SpeedOf(decimal kmh) => Speed.Replace("{number}", Number(kmh, "0.#"), StringComparison.Ordinal);

    /// <summary>What is said of a kind of vehicle event; the kind itself when the locale does not know it.</summary>
    public string KindOf(string kind) => Kinds.GetValueOrDefault(kind, kind);

    private string Number(decimal number, string format)
    {
        var text = number.ToString(format, CultureInfo.InvariantCulture);
        return string.Concat(text.Select(letter => letter switch { '.' => Decimal, ',' => Group, _ => letter.ToString() }));
    }

    private static TimeZoneInfo Zone(string name) => TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone)
        ? zone
        : throw new UnwritableException("The time zone of the event is not known here.");
}
