using Fleet.Contracts.FineCollection;

namespace Fleet.FineCollection.Domain.Life;

/// <summary>What a fine comes to, by account; integer minor units, none negative.</summary>
public sealed record Claim(long Penalty, long Fees, long Surcharges, long Discounts, long WriteOffs)
{
    /// <summary>Nothing is claimed any more.</summary>
    public static Claim None { get; } = new(0, 0, 0, 0, 0);

    /// <summary>What has to come in altogether.</summary>
    public long Total => checked(Penalty + Fees + Surcharges - Discounts - WriteOffs);

    /// <summary>What the books of a fine say: for a claim that no later payment can change.</summary>
    public static Claim Booked(IReadOnlyList<Posting> ledger) => new(
        -Ledger.Balance(ledger, Accounts.Revenue),
        -Ledger.Balance(ledger, Accounts.Fees),
        -Ledger.Balance(ledger, Accounts.Surcharges),
        Ledger.Balance(ledger, Accounts.Discounts),
        Ledger.Balance(ledger, Accounts.WriteOffs));

    /// <summary>
    /// What is asked, by the value dates of the payments: the discount counts when the discounted amount had come by the last day of the window, and
    /// a surcharge does not count when everything asked before it had come by the last day before it.
    /// </summary>
    public static Claim Asked(Fine fine, FineLaw law)
    {
        if (fine.Charges is not { } charges) return None;
        var discount = TariffAmounts.DiscountOf(law.Tariff, charges.PenaltyMinorUnits);
        var earned = IsEarned(fine, checked(charges.PenaltyMinorUnits + charges.FeeMinorUnits - discount)) ? discount : 0;
        var claim = new Claim(charges.PenaltyMinorUnits, charges.FeeMinorUnits, 0, earned, 0);
        claim = charges.Late.Where(late => late.MinorUnits > 0).Aggregate(claim, (sum, late) => IsOwed(fine, late, sum.Total) ? Plus(sum, late) : sum);
        return claim with { WriteOffs = Math.Min(claim.Total, Ledger.Balance(fine.Ledger, Accounts.WriteOffs)) };
    }

    private static bool IsEarned(Fine fine, long discounted) =>
        DiscountWindow.LastDay(fine) is { } day && Receipts.By(fine, day) >= discounted;

    private static bool IsOwed(Fine fine, LateCharge late, long askedBefore) =>
        late.LastDay is not { } day || Receipts.By(fine, day) < askedBefore;

    private static Claim Plus(Claim claim, LateCharge late) => late.For == FineEventTypes.PaymentReversed
        ? claim with { Fees = checked(claim.Fees + late.MinorUnits) }
        : claim with { Surcharges = checked(claim.Surcharges + late.MinorUnits) };
}
