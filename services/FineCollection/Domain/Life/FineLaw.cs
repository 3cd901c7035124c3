using Fleet.FineCollection.Domain.Calendars;

namespace Fleet.FineCollection.Domain.Life;

/// <summary>The rules that a fine lives under: the tariff it was set by, business days, and whose midnight ends a day.</summary>
public sealed record FineLaw(Tariff Tariff, LegalCalendar Calendar, TimeZoneInfo Zone)
{
    /// <summary>The day that people at the road call it.</summary>
    public DateOnly LocalDate(DateTimeOffset instant) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(instant, Zone).DateTime);
}
