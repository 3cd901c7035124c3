namespace Fleet.FineCollection.Domain;

/// <summary>What must be true of tariffs before anybody is fined by them.</summary>
public static class TariffRules
{
    /// <summary>A rule that a tariff breaks.</summary>
    /// <param name="Field">The offending field, e.g. <c>bands[2].fromExcessKmh</c>.</param>
    /// <param name="Message">What would be right.</param>
    public sealed record BrokenRule(string Field, string Message);

    /// <summary>Every rule that <paramref name="tariff"/> breaks by itself.</summary>
    public static IEnumerable<BrokenRule> Broken(Tariff tariff)
    {
        if (string.IsNullOrWhiteSpace(tariff.Jurisdiction)) yield return new("jurisdiction", "is required.");
        if (string.IsNullOrWhiteSpace(tariff.Version)) yield return new("version", "is required.");
        if (tariff.Currency is not { Length: 3 } || !tariff.Currency.All(char.IsAsciiLetterUpper))
            yield return new("currency", "is an ISO 4217 code of three capital letters.");
        if (tariff.PaymentTermDays is < 1 or > 365) yield return new("paymentTermDays", "is a number from 1 to 365.");
        if (tariff.AdministrationFeeMinorUnits < 0) yield return new("administrationFeeMinorUnits", "is 0 or more.");
        foreach (var rule in BrokenByBands(tariff.Bands ?? [], tariff.ReferFromExcessKmh)) yield return rule;
    }

    /// <summary>Every rule that <paramref name="tariffs"/> break together.</summary>
    public static IEnumerable<BrokenRule> BrokenTogether(IReadOnlyCollection<Tariff> tariffs)
    {
        foreach (var version in tariffs.GroupBy(tariff => tariff.Version).Where(group => group.Count() > 1))
            yield return new("version", $"'{version.Key}' is the version of {version.Count()} tariffs.");
        foreach (var day in tariffs.GroupBy(tariff => (tariff.Jurisdiction, tariff.EffectiveFrom)).Where(group => group.Count() > 1))
            yield return new("effectiveFrom", FormattableString.Invariant($"'{day.Key.Jurisdiction}' has {day.Count()} tariffs from {day.Key.EffectiveFrom:yyyy-MM-dd} on."));
    }

    private static IEnumerable<BrokenRule> BrokenByBands(IReadOnlyList<Band> bands, int referFrom)
    {
        var next = 1;
        var lowest = 1L;
        for (var i = 0; i < bands.Count; i++)
        {
            var band = bands[i];
            if (band.FromExcessKmh != next)
                yield return new(FormattableString.Invariant($"bands[{i}].fromExcessKmh"), FormattableString.Invariant($"is {next}, so that the bands have no gap and no overlap."));
            if (band.ToExcessKmh < band.FromExcessKmh)
                yield return new(FormattableString.Invariant($"bands[{i}].toExcessKmh"), "is not below fromExcessKmh.");
            if (band.AmountMinorUnits < lowest)
                yield return new(FormattableString.Invariant($"bands[{i}].amountMinorUnits"), FormattableString.Invariant($"is {lowest} or more, so that faster is never cheaper."));
            (next, lowest) = (band.ToExcessKmh + 1, Math.Max(lowest, band.AmountMinorUnits));
        }

        if (bands.Count == 0) yield return new("bands", "has at least one band.");
        else if (referFrom != next) yield return new("referFromExcessKmh", FormattableString.Invariant($"is {next}, where the bands end."));
    }
}
