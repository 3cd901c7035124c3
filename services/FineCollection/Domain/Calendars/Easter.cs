namespace Fleet.FineCollection.Domain.Calendars;

/// <summary>When Easter is.</summary>
public static class Easter
{
    /// <summary>Easter Sunday of a year of the Gregorian calendar, by the Western churches' rule.</summary>
    public static DateOnly Sunday(int year)
    {
        var golden = year % 19;
        var (century, ofCentury) = Math.DivRem(year, 100);
        // Age of the moon on the day before 22 March: a cycle of 19 years, less skipped leap days, more what the moon gains on the cycle.
        var epact = (19 * golden + century - century / 4 - (century - (century + 8) / 25 + 1) / 3 + 15) % 30;
        var toSunday = (32 + 2 * (century % 4) + 2 * (ofCentury / 4) - epact - ofCentury % 4) % 7;
        // The two latest full moons are brought forward in long cycles.
        var early = (golden + 11 * epact + 22 * toSunday) / 451;
        var march = epact + toSunday - 7 * early + 22;
        return new DateOnly(year, 3, 1).AddDays(march - 1);
    }
}
