using Fleet.FineCollection.Domain.Calendars;

namespace Fleet.FineCollection.Domain.Life;

/// <summary>The rules that a fine lives under: the tariff it was set by, business days, and whose midnight ends a day.</summary>
public sealed record FineLaw(Tariff Tariff, LegalCalendar Calendar, TimeZoneInfo Zone)
{
    /// <summary>The rules of <paramref name="fine"/>: its tariff version, whatever is in effect now.</summary>
    /// <exception cref="NoTariffException">The tariff that it was set by is gone.</exception>
    public static FineLaw Of(Fine fine, TariffBook tariffs) => Of(tariffs.ByVersion(fine.TariffVersion), fine.Violation.TimeZone, tariffs);

    /// <summary>The rules of <paramref name="tariff"/> on a road.</summary>
    /// <param name="tariff">The tariff.</param>
    /// <param name="timeZone">IANA time zone of the road.</param>
    /// <param name="tariffs">Knows the calendars.</param>
    public static FineLaw Of(Tariff tariff, string timeZone, TariffBook tariffs) =>
        new(tariff, tariffs.CalendarOf(tariff), TimeZoneInfo.FindSystemTimeZoneById(timeZone));

    /// <summary>The day that people at the road call it.</summary>
    public DateOnly LocalDate(DateTimeOffset instant) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(instant, Zone).DateTime);
}
