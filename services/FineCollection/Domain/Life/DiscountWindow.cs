using Fleet.Contracts.FineCollection;

namespace Fleet.FineCollection.Domain.Life;

/// <summary>Less for who pays soon.</summary>
public static class DiscountWindow
{
    /// <summary>
    /// Last day whose payments earn the discount; null without one. While an objection is open the window does not close: days that were left are
    /// given back with the decision.
    /// </summary>
    public static DateOnly? LastDay(Fine fine) =>
        fine is { State: FineStates.Objected, Terms.Stopped.DiscountDaysLeft: not null } ? DateOnly.MaxValue : fine.Terms?.DiscountUntil;

    /// <summary>Whether the discount can still be had on <paramref name="day"/>.</summary>
    public static bool IsOpen(FineTerms? terms, DateOnly day) => terms?.DiscountUntil >= day;

    /// <summary>What suffices until the window closes; null when it is closed or nothing is due.</summary>
    public static Money? Suffices(Fine fine, FineLaw law, DateOnly day)
    {
        if (fine.Charges is null || !IsOpen(fine.Terms, day) || Ledger.Due(fine.Ledger) is not { MinorUnits: > 0 } due) return null;
        return due with { MinorUnits = Math.Max(0, due.MinorUnits - TariffAmounts.DiscountOf(law.Tariff, fine.Charges.PenaltyMinorUnits)) };
    }
}
