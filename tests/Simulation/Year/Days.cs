namespace Fleet.Tests.Simulation.Year;

/// <summary>The business days of a calendar, by its own arithmetic, and the instants at which local days begin.</summary>
internal sealed class Days(DayOfWeek[] weekend, Func<DateOnly, DateOnly, bool> isHoliday)
{
    public static Days Dutch { get; } = new([DayOfWeek.Saturday, DayOfWeek.Sunday], (day, easter) =>
        Is(day, 1, 1, 5, 5, 12, 25, 12, 26) || Off(day, easter, -2, 1, 39, 50)
        || day == (new DateOnly(day.Year, 4, 27).DayOfWeek == DayOfWeek.Sunday ? new DateOnly(day.Year, 4, 26) : new DateOnly(day.Year, 4, 27)));

    public static Days Portuguese { get; } = new([DayOfWeek.Saturday, DayOfWeek.Sunday], (day, easter) =>
        Is(day, 1, 1, 4, 25, 5, 1, 6, 10, 8, 15, 10, 5, 11, 1, 12, 1, 12, 8, 12, 25) || Off(day, easter, -2, 60));

    public static Days Invented { get; } = new([DayOfWeek.Friday, DayOfWeek.Saturday], (day, _) =>
        Is(day, 1, 1, 2, 29) || day == new DateOnly(2026, 11, 3) || day == new DateOnly(2027, 3, 16)
        || day == (new DateOnly(day.Year, 6, 15).DayOfWeek == DayOfWeek.Sunday ? new DateOnly(day.Year, 6, 16) : new DateOnly(day.Year, 6, 15)));

    /// <summary>Whether it is neither in the weekend nor a holiday.</summary>
    public bool IsBusiness(DateOnly day) => !weekend.Contains(day.DayOfWeek) && !isHoliday(day, Easter(day.Year));

    /// <summary>The nth business day after a day.</summary>
    public DateOnly Business(DateOnly day, int count)
    {
        while (count > 0)
        {
            day = day.AddDays(1);
            if (IsBusiness(day)) count--;
        }

        return day;
    }

    /// <summary>The first instant of a local day: looked for, minute by minute.</summary>
    public static DateTimeOffset Begin(DateOnly day, string zone)
    {
        var clock = TimeZoneInfo.FindSystemTimeZoneById(zone);
        var instant = new DateTimeOffset(day.ToDateTime(new TimeOnly(0, 0)), TimeSpan.Zero) - clock.BaseUtcOffset - TimeSpan.FromHours(3);
        while (DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(instant, clock).DateTime) < day) instant += TimeSpan.FromMinutes(15);
        return instant;
    }

    /// <summary>The local day of an instant.</summary>
    public static DateOnly Of(DateTimeOffset instant, string zone) =>
        DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(instant, TimeZoneInfo.FindSystemTimeZoneById(zone)).DateTime);

    // By the full moons of the golden numbers, as printed tables have it for 1900 to 2199.
    private static DateOnly Easter(int year)
    {
        var moon = new DateOnly(year, 3, 21).AddDays(((19 * (year % 19)) + 24) % 30);
        if (((19 * (year % 19)) + 24) % 30 == 29 || (((19 * (year % 19)) + 24) % 30 == 28 && year % 19 > 10)) moon = moon.AddDays(-1);
        return moon.AddDays(7 - (int)moon.DayOfWeek);
    }

    private static bool Is(DateOnly day, params int[] monthsAndDays) => monthsAndDays.Chunk(2).Any(pair => day.Month == pair[0] && day.Day == pair[1]);

    private static bool Off(DateOnly day, DateOnly easter, params int[] offsets) => offsets.Contains(day.DayNumber - easter.DayNumber);
}
