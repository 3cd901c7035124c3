namespace Fleet.FineCollection.Domain.Calendars;

/// <summary>The business days of a jurisdiction.</summary>
/// <param name="Name">Its name in tariffs.</param>
/// <param name="Weekend">Days of the week without business.</param>
/// <param name="Holidays">Days without business, local dates.</param>
public sealed record LegalCalendar(string Name, IReadOnlySet<DayOfWeek> Weekend, IReadOnlySet<DateOnly> Holidays)
{
    /// <summary>First year whose holidays it knows.</summary>
    public int FromYear { get; init; } = DateOnly.MinValue.Year;

    /// <summary>Last year whose holidays it knows.</summary>
    public int ToYear { get; init; } = DateOnly.MaxValue.Year;

    /// <summary>Saturdays and Sundays, no holidays.</summary>
    public static LegalCalendar Plain { get; } = new("plain", new HashSet<DayOfWeek> { DayOfWeek.Saturday, DayOfWeek.Sunday }, new HashSet<DateOnly>());

    /// <summary>Whether offices work on <paramref name="day"/>.</summary>
    public bool IsBusinessDay(DateOnly day) => !Weekend.Contains(day.DayOfWeek) && !Holidays.Contains(day);

    /// <summary><paramref name="day"/> itself or the first business day after it.</summary>
    public DateOnly OnOrAfter(DateOnly day)
    {
        while (!IsBusinessDay(day)) day = day.AddDays(1);
        return day;
    }

    /// <summary>The <paramref name="count"/>th business day after <paramref name="day"/>.</summary>
    public DateOnly AddBusinessDays(DateOnly day, int count)
    {
        for (var left = count; left > 0; left--) day = OnOrAfter(day.AddDays(1));
        return day;
    }

    /// <summary>The first instant of a local day; where a clock change skips midnight, the first instant after it.</summary>
    public static DateTimeOffset StartOf(DateOnly day, TimeZoneInfo zone)
    {
        var midnight = day.ToDateTime(TimeOnly.MinValue);
        while (zone.IsInvalidTime(midnight)) midnight = midnight.AddMinutes(1);
        var offset = zone.IsAmbiguousTime(midnight) ? zone.GetAmbiguousTimeOffsets(midnight).Max() : zone.GetUtcOffset(midnight);
        return new DateTimeOffset(midnight, offset).ToUniversalTime();
    }
}
