using Fleet.Contracts.FineCollection;
using Fleet.FineCollection.Domain.Calendars;

namespace Fleet.FineCollection.Domain.Life;

/// <summary>What can be paid on a fine now.</summary>
/// <param name="Amount">What suffices: the discounted amount while the discount can be had, else what is due; null when nothing can be paid.</param>
/// <param name="Until">When <paramref name="Amount"/> no longer suffices, since the discount ends; null without one.</param>
/// <param name="DiscountUntil">Last day of the discount, local date of the road; null without one, or while an objection keeps it open.</param>
/// <param name="Code">Why nothing can be paid; null when something can.</param>
public sealed record Payable(Money? Amount, DateTimeOffset? Until, DateOnly? DiscountUntil, string? Code)
{
    private static readonly string[] Closed = [FineStates.Dismissed, FineStates.Nominated, FineStates.Withdrawn, FineStates.WrittenOff, FineStates.Prescribed];

    /// <summary>What can be paid on <paramref name="fine"/>.</summary>
    public static Payable Of(Fine fine, FineLaw law, DateTimeOffset now)
    {
        if (WhyNot(fine) is { } code) return new Payable(null, null, null, code);
        var due = Ledger.Due(fine.Ledger)!;
        var last = DiscountWindow.LastDay(fine);
        var discount = fine.Charges is { } charges && last >= law.LocalDate(now) ? TariffAmounts.DiscountOf(law.Tariff, charges.PenaltyMinorUnits) : 0;
        if (discount == 0 || due.MinorUnits <= discount) return new Payable(due, null, null, null);
        var isOpenEnded = last == DateOnly.MaxValue;
        return new Payable(
            due with { MinorUnits = due.MinorUnits - discount }, isOpenEnded ? null : LegalCalendar.StartOf(last!.Value.AddDays(1), law.Zone), isOpenEnded ? null : last, null);
    }

    /// <summary>Why nothing can be paid, for people.</summary>
    public static string Text(string code) => code == "nothing_due" ? "Nothing is due." : Refusals.Text(code);

    private static string? WhyNot(Fine fine) => fine.State switch
    {
        FineStates.Referred => "referred_to_prosecutor",
        FineStates.Paid => "already_paid",
        var state when Closed.Contains(state) => "closed",
        _ => Ledger.Due(fine.Ledger) is { MinorUnits: > 0 } ? null : "nothing_due",
    };
}
