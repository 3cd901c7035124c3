using Fleet.FineCollection.Domain;
using Fleet.FineCollection.Domain.Life;

namespace Fleet.Tests.Unit.FineCollection.Life;

/// <summary>What is true of every fine after every change.</summary>
internal static class Laws
{
    public static void Check(Fine before, Fine after, FineLaw law)
    {
        Assert.Equal(before.Sequence + 1, after.Sequence);
        Assert.Equal(before.Ledger, after.Ledger.Take(before.Ledger.Count));
        Assert.Equal((before.Trail ?? []).Count + 1, after.Trail!.Count);
        Assert.Single(after.Ledger.Skip(before.Ledger.Count).Select(posting => posting.Cause).Append(after.Trail[^1].Cause).Distinct());
        Check(after, law);
    }

    public static void Check(Fine fine, FineLaw law)
    {
        Assert.Equal(0, Ledger.Sum(fine.Ledger));
        Assert.Null(Trail.FirstBroken(fine.Id, fine.Trail));
        Assert.Equal(fine.Sequence, fine.Trail!.Count);
        foreach (var account in new[] { Accounts.Receivable, Accounts.Discounts, Accounts.WriteOffs })
            Assert.True(Ledger.Balance(fine.Ledger, account) >= 0, account);
        foreach (var account in new[] { Accounts.Revenue, Accounts.Fees, Accounts.Surcharges, Accounts.RefundsDue })
            Assert.True(Ledger.Balance(fine.Ledger, account) <= 0, account);
        Assert.Equal(Standing(fine) - (fine.Repayments ?? []).Sum(repayment => repayment.MinorUnits), Ledger.Balance(fine.Ledger, Accounts.Cash));
        Assert.True(Ledger.Refundable(fine.Ledger) <= Standing(fine),
            $"{fine.State} owes more back than came: {string.Join(", ", Accounts.All.Select(account => $"{account} {Ledger.Balance(fine.Ledger, account)}"))}; "
            + string.Join(", ", fine.Trail.Select(line => $"{line.Command} {line.From}->{line.To} {line.Detail}")));
        Assert.True(Ledger.Balance(fine.Ledger, Accounts.Receivable) == 0 || Ledger.Refundable(fine.Ledger) == 0, "due and owed back at once");
        Assert.Equal(Clock.Running.Contains(fine.State), fine.Terms?.NextStepAt is not null);
        Assert.Equal(fine.State == FineStates.Instalments, fine.Plan is not null && fine.State != FineStates.Objected);
        if (Clock.Running.Contains(fine.State)) Assert.True(Ledger.Due(fine.Ledger)!.MinorUnits > 0, $"{fine.State} asks for nothing");
        if (fine.State is FineStates.Paid or FineStates.WrittenOff or FineStates.Prescribed) Assert.Equal(0, Ledger.Due(fine.Ledger)!.MinorUnits);
        Assert.Equal(law.Tariff.Currency, fine.Ledger.Select(posting => posting.Currency).Distinct().SingleOrDefault(law.Tariff.Currency));
    }

    private static long Standing(Fine fine) => (fine.Payments ?? []).Where(payment => payment.ReversedBy is null).Sum(payment => payment.MinorUnits);
}
