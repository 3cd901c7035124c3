namespace Fleet.FineCollection.Domain;

/// <summary>What must be true of the terms, discount, surcharges and rounding of a tariff.</summary>
internal static class TermRules
{
    private const int MostPercent = 1_000;
    private const int MostStep = 1_000_000;

    public static IEnumerable<FieldMistake> Broken(Tariff tariff) =>
    [
        .. tariff.Terms is null ? [] : BrokenBy(tariff.Terms),
        .. tariff.Discount is null ? [] : BrokenBy(tariff.Discount, tariff.PaymentTermDays),
        .. tariff.FirstReminder is null ? [] : BrokenBy("firstReminder", tariff.FirstReminder),
        .. tariff.FinalReminder is null ? [] : BrokenBy("finalReminder", tariff.FinalReminder),
        .. tariff.Rounding is null ? [] : BrokenBy(tariff.Rounding),
    ];

    /// <summary>Whether amounts can be rounded by it.</summary>
    public static bool IsSound(Rounding? rounding) => rounding is null || BrokenBy(rounding).Count == 0;

    private static IEnumerable<FieldMistake> BrokenBy(Terms terms) =>
    [
        .. TariffRules.Number("terms.serviceDays", terms.ServiceDays, 0, 90),
        .. TariffRules.Number("terms.objectionDays", terms.ObjectionDays, 1, 730),
        .. TariffRules.Number("terms.nominationDays", terms.NominationDays, 1, 730),
        .. TariffRules.Number("terms.prescriptionYears", terms.PrescriptionYears, 1, 100),
        .. terms.MaxInstalments == 1
            ? [new FieldMistake("terms.maxInstalments", "out_of_range", "is 0 for no plans, else 2 to 120.")]
            : TariffRules.Number("terms.maxInstalments", terms.MaxInstalments, 0, 120),
    ];

    private static IEnumerable<FieldMistake> BrokenBy(Discount discount, int paymentTermDays) =>
    [
        .. TariffRules.Number("discount.withinDays", discount.WithinDays, 1, Math.Clamp(paymentTermDays, 1, 365), "paymentTermDays"),
        .. TariffRules.Number("discount.percent", discount.Percent, 1, 99),
    ];

    private static IEnumerable<FieldMistake> BrokenBy(string field, Surcharge surcharge) =>
    [
        .. TariffRules.Number(field + ".termDays", surcharge.TermDays, 1, 365),
        .. TariffRules.Number(field + ".percent", surcharge.Percent, 0, MostPercent),
        .. TariffRules.Number(field + ".minorUnits", surcharge.MinorUnits, 0, TariffRules.MostMinorUnits),
    ];

    private static List<FieldMistake> BrokenBy(Rounding rounding) =>
    [
        .. TariffRules.Number("rounding.toMinorUnits", rounding.ToMinorUnits, 1, MostStep),
        .. RoundingModes.All.Contains(rounding.Mode) ? [] : (FieldMistake[])[new("rounding.mode", "unknown_mode", $"is one of {string.Join(", ", RoundingModes.All)}.")],
    ];
}
