namespace Fleet.FineCollection.Domain.Life;

/// <summary>
/// From the facts of a fine to its books. A command changes facts (a payment, a charge, the state); what every account must then stand at follows
/// from them, and the difference is booked as one entry. So no order of events can leave the books in disagreement with the facts.
/// </summary>
public static class Books
{
    /// <summary><paramref name="fine"/> with the one entry that brings its ledger to what its facts say.</summary>
    public static Fine Settled(Fine fine, FineLaw law, string cause, DateTimeOffset at)
    {
        var claim = ClaimOf(fine, law);
        var entry = Targets(fine, claim)
            .Select(target => new Posting(cause, at, target.Account, checked(target.MinorUnits - Ledger.Balance(fine.Ledger, target.Account)), law.Tariff.Currency))
            .Where(posting => posting.MinorUnits != 0);
        return fine with { Ledger = Ledger.Append(fine.Ledger, [.. entry]) };
    }

    /// <summary>What is due (positive) or owed back (negative) by the facts of <paramref name="fine"/>, minor units.</summary>
    public static long Net(Fine fine, FineLaw law) => checked(ClaimOf(fine, law).Total - Receipts.Cash(fine));

    private static (string Account, long MinorUnits)[] Targets(Fine fine, Claim claim)
    {
        var cash = Receipts.Cash(fine);
        var net = checked(claim.Total - cash);
        return
        [
            (Accounts.Receivable, Math.Max(0, net)),
            (Accounts.Revenue, -claim.Penalty),
            (Accounts.Fees, -claim.Fees),
            (Accounts.Surcharges, -claim.Surcharges),
            (Accounts.Discounts, claim.Discounts),
            (Accounts.WriteOffs, claim.WriteOffs),
            (Accounts.Cash, cash),
            (Accounts.RefundsDue, Math.Min(0, net)),
        ];
    }

    private static Claim ClaimOf(Fine fine, FineLaw law) => fine.State switch
    {
        FineStates.Dismissed or FineStates.Nominated or FineStates.Withdrawn or FineStates.Referred => Claim.None,
        FineStates.WrittenOff or FineStates.Prescribed => GivenUp(Claim.Booked(fine.Ledger), Receipts.Cash(fine)),
        _ => Claim.Asked(fine, law),
    };

    private static Claim GivenUp(Claim booked, long cash) =>
        booked with { WriteOffs = checked(booked.WriteOffs + Math.Max(0, booked.Total - cash)) };
}
