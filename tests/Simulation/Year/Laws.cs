namespace Fleet.Tests.Simulation.Year;

/// <summary>What a reminder adds, and the days to pay after it.</summary>
internal sealed record Reminder(int Days, int Percent, long Fixed);

/// <summary>The law of a tariff, copied by hand from the tariff's text: what the services make of that text is compared with this.</summary>
/// <param name="Penalty">By excess in km/h; null: the prosecutor decides.</param>
internal sealed record Law(
    string Jurisdiction, string Zone, string Currency, string? VehicleClass, Days Days, Func<int, long?> Penalty, long Fee, int TermDays,
    bool InBusinessDays, bool FromService, bool EndsOnBusinessDay, int ServiceDays, int ObjectionDays, int NominationDays, int Years, int MaxParts,
    int DiscountDays, int DiscountPercent, Reminder First, Reminder Final, long DishonourFee, long RoundedDownTo)
{
    private static readonly long[] DutchBands = [2600, 2600, 3900, 5600, 7300, 9400, 11500, 13700, 16200, 18900, 21400, 24100, 27200, 30400, 33800];

    /// <summary>The tariffs that ship, and one with long rights and short terms that brings fines into every corner of the table.</summary>
    public static IReadOnlyList<Law> All { get; } =
    [
        new("NL", "Europe/Amsterdam", "EUR", null, Days.Dutch, excess => excess > 30 ? null : DutchBands[(excess + (excess % 2) - 2) / 2], 900, 56,
            false, false, false, 3, 42, 28, 5, 12, 0, 0, new(28, 50, 0), new(28, 100, 0), 750, 1),
        new("PT", "Europe/Lisbon", "EUR", null, Days.Portuguese, excess => excess <= 20 ? 6000 : excess <= 40 ? 12000 : excess <= 60 ? 30000 : null, 0, 15,
            false, false, false, 3, 15, 15, 2, 6, 10, 20, new(15, 0, 1500), new(15, 0, 3000), 500, 1),
        new("XA", "America/Santiago", "SEK", null, Days.Invented, Stepwise, 15000, 20,
            true, true, true, 4, 30, 21, 3, 6, 5, 33, new(15, 10, 5000), new(10, 25, 0), 7500, 100),
        new("XA", "America/Santiago", "SEK", "truck", Days.Invented, excess => excess <= 5 ? 80000 : excess <= 25 ? Down(80000 + ((excess - 6) * 12525), 100) : null, 15000, 20,
            true, true, true, 4, 42, 28, 5, 0, 0, 0, new(15, 10, 10000), new(10, 50, 0), 0, 100),
        new("XB", "Europe/Lisbon", "GBP", null, Days.Portuguese, excess => excess <= 40 ? 10000 : null, 500, 14,
            false, true, false, 3, 700, 700, 1, 12, 10, 25, new(7, 10, 0), new(7, 20, 100), 300, 1),
    ];

    /// <summary>The tariff of the last one, for the service to read; the note says what it is.</summary>
    public const string ExtraTariff = """
        {
          "note": "Invented for a test: long rights, short terms.", "jurisdiction": "XB", "version": "xb-2026-01", "effectiveFrom": "2026-01-01",
          "currency": "GBP", "paymentTermDays": 14, "administrationFeeMinorUnits": 500,
          "bands": [{ "fromExcessKmh": 1, "toExcessKmh": 40, "amountMinorUnits": 10000 }], "referFromExcessKmh": 41, "calendar": "pt",
          "terms": { "fromService": true, "serviceDays": 3, "objectionDays": 700, "nominationDays": 700, "prescriptionYears": 1, "maxInstalments": 12 },
          "discount": { "withinDays": 10, "percent": 25 }, "firstReminder": { "termDays": 7, "percent": 10 },
          "finalReminder": { "termDays": 7, "percent": 20, "minorUnits": 100 }, "dishonourFeeMinorUnits": 300
        }
        """;

    /// <summary>What is taken off a penalty within the discount window.</summary>
    public long Discount(long penalty) => Share(penalty, DiscountPercent);

    /// <summary>What a reminder adds to a penalty.</summary>
    public long Surcharge(long penalty, Reminder reminder) => Share(penalty, reminder.Percent) + reminder.Fixed;

    /// <summary>The last day of a term to pay.</summary>
    public DateOnly After(DateOnly day, int days) => Last(InBusinessDays ? Days.Business(day, days) : day.AddDays(days));

    /// <summary>A last day, moved where the law says so.</summary>
    public DateOnly Last(DateOnly day)
    {
        while (EndsOnBusinessDay && !Days.IsBusiness(day)) day = day.AddDays(1);
        return day;
    }

    /// <summary>Days of a term that are left after <paramref name="day"/>.</summary>
    public int Left(DateOnly day, DateOnly last)
    {
        var left = 0;
        for (var next = day.AddDays(1); next <= last; next = next.AddDays(1)) left += !InBusinessDays || Days.IsBusiness(next) ? 1 : 0;
        return left;
    }

    private static long? Stepwise(int excess) => excess switch
    {
        <= 10 => Down(40000 + ((excess - 1) * 3350), 100),
        <= 30 => Down(75000 + ((excess - 11) * 6275), 100),
        <= 50 => 240000,
        _ => null,
    };

    private static long Down(long amount, long to) => amount / to * to;

    private long Share(long penalty, int percent) => RoundedDownTo == 1 ? ((penalty * percent) + 50) / 100 : Down(penalty * percent / 100, RoundedDownTo);
}
