using Fleet.Contracts.FineCollection;

namespace Fleet.FineCollection.Tariffs.Comparisons;

/// <summary>All that a comparison has compared.</summary>
/// <param name="Fines">Fines and referrals of the period.</param>
/// <param name="NotCovered">Of these, on roads or of classes that the other tariff is not for: they would stay as they are.</param>
/// <param name="Same">Would be asked the same, or be referred as they were.</param>
/// <param name="Higher">Would be asked more.</param>
/// <param name="Lower">Would be asked less.</param>
/// <param name="OtherCurrency">Would be asked in another currency.</param>
/// <param name="ReferralsGained">Would go to the prosecutor.</param>
/// <param name="ReferralsLost">Went to the prosecutor and would be fined.</param>
/// <param name="Before">What was asked in all, a sum a currency.</param>
/// <param name="After">What would be asked in all, a sum a currency.</param>
public sealed record ComparisonTotals(
    long Fines,
    long NotCovered,
    long Same,
    long Higher,
    long Lower,
    long OtherCurrency,
    long ReferralsGained,
    long ReferralsLost,
    IReadOnlyList<Money> Before,
    IReadOnlyList<Money> After)
{
    public static ComparisonTotals Empty { get; } = new(0, 0, 0, 0, 0, 0, 0, 0, [], []);

    /// <summary>The totals with one more fine.</summary>
    public ComparisonTotals With(ComparedFine fine, string? change) => new(
        Fines + 1,
        NotCovered + (fine.IsCovered ? 0 : 1),
        Same + One(change is null),
        Higher + One(change == DifferenceKinds.Higher),
        Lower + One(change == DifferenceKinds.Lower),
        OtherCurrency + One(change == DifferenceKinds.OtherCurrency),
        ReferralsGained + One(change == DifferenceKinds.ReferralGained),
        ReferralsLost + One(change == DifferenceKinds.ReferralLost),
        Plus(Before, fine.Before.Total),
        Plus(After, fine.After.Total));

    private static int One(bool counts) => counts ? 1 : 0;

    private static IReadOnlyList<Money> Plus(IReadOnlyList<Money> sums, Money? amount)
    {
        if (amount is null) return sums;
        var sum = sums.FirstOrDefault(known => known.Currency == amount.Currency) ?? amount with { MinorUnits = 0 };
        return [.. sums.Where(known => known.Currency != amount.Currency).Append(sum with { MinorUnits = checked(sum.MinorUnits + amount.MinorUnits) }).OrderBy(known => known.Currency, StringComparer.Ordinal)];
    }
}
