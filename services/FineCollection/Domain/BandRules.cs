namespace Fleet.FineCollection.Domain;

/// <summary>What must be true of the bands of a tariff: no gap, no overlap, and faster is never cheaper, also after rounding.</summary>
internal static class BandRules
{
    private const int MostExcessKmh = 1_000;

    public static IEnumerable<FieldMistake> Broken(Tariff tariff)
    {
        int? next = 1;
        var lowest = 1L;
        foreach (var (index, band) in tariff.Bands.Index())
        {
            var path = FormattableString.Invariant($"bands[{index}]");
            var before = FormattableString.Invariant($"bands[{index - 1}]");
            var form = BrokenBy(band, path, next, before).ToList();
            foreach (var mistake in form) yield return mistake;
            next = form.Exists(mistake => mistake.Field == path + ".toExcessKmh") ? null : band.ToExcessKmh + 1;
            if (form.Exists(mistake => mistake.Code is "out_of_range")) continue;
            var (first, last) = (Amount(tariff, band, band.FromExcessKmh), Amount(tariff, band, band.ToExcessKmh));
            if (first < lowest) yield return Falling(path, lowest, index == 0 ? null : before);
            lowest = Math.Max(lowest, last);
        }

        if (tariff.Bands.Count == 0) yield return new("bands", "required", "has at least one band.");
        else if (next is { } end && tariff.ReferFromExcessKmh != end)
            yield return new("referFromExcessKmh", Side(tariff.ReferFromExcessKmh, end), FormattableString.Invariant($"is {end}, where the bands end."), FormattableString.Invariant($"bands[{tariff.Bands.Count - 1}].toExcessKmh"));
    }

    private static IEnumerable<FieldMistake> BrokenBy(Band band, string path, int? next, string before)
    {
        if (next is { } begin && band.FromExcessKmh != begin)
            yield return new(path + ".fromExcessKmh", Side(band.FromExcessKmh, begin), FormattableString.Invariant($"is {begin}, so that the bands have no gap and no overlap."), before + ".toExcessKmh");
        if (band.ToExcessKmh < band.FromExcessKmh || band.ToExcessKmh > MostExcessKmh)
            yield return new(path + ".toExcessKmh", "out_of_range", FormattableString.Invariant($"is a whole number from fromExcessKmh to {MostExcessKmh}."), path + ".fromExcessKmh");
        foreach (var mistake in TariffRules.Number(path + ".amountMinorUnits", band.AmountMinorUnits, 1, TariffRules.MostMinorUnits)) yield return mistake;
        if (band.PerKmhMinorUnits < 0) yield return new(path + ".perKmhMinorUnits", "falling_amount", "is 0 or more, so that faster is never cheaper.");
        foreach (var mistake in TariffRules.Number(path + ".perKmhMinorUnits", Math.Max(0, band.PerKmhMinorUnits), 0, TariffRules.MostMinorUnits)) yield return mistake;
    }

    private static FieldMistake Falling(string path, long lowest, string? before) => new(
        path + ".amountMinorUnits", "falling_amount",
        before is null
            ? "makes 1 or more after rounding."
            : FormattableString.Invariant($"makes {lowest} or more after rounding, what the band before ends with, so that faster is never cheaper."),
        before is null ? null : before + ".amountMinorUnits");

    private static long Amount(Tariff tariff, Band band, int excessKmh) =>
        TariffAmounts.Penalty(TermRules.IsSound(tariff.Rounding) ? tariff : tariff with { Rounding = null }, band, Math.Clamp(excessKmh, band.FromExcessKmh, MostExcessKmh));

    private static string Side(int begin, int next) => begin > next ? "gap" : "overlap";
}
