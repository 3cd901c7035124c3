using Fleet.FineCollection.Domain.Life;

namespace Fleet.FineCollection.Domain;

/// <summary>What the law of retention says about the personal data in a fine.</summary>
/// <param name="MayErase">Name, addresses, phone and grounds may be erased today.</param>
/// <param name="Reason">Why not: <c>open</c>, <c>refund_due</c> or <c>retention</c>; null when they may.</param>
/// <param name="ErasableFrom">First local day on which they may be, if nothing happens to the fine; null while that is open.</param>
public sealed record ErasureRule(bool MayErase, string? Reason, DateOnly? ErasableFrom);

/// <summary>Erases a person from a fine, as far as the law of retention allows.</summary>
public static class Erasure
{
    private static readonly string[] Closed =
    [
        FineStates.Paid, FineStates.Dismissed, FineStates.Nominated, FineStates.Withdrawn, FineStates.WrittenOff, FineStates.Prescribed, FineStates.Referred,
    ];

    /// <summary>Whether the fine may forget whose it was: closed, nothing owed back, and the years over since its last change.</summary>
    public static ErasureRule Of(Fine fine, int years, FineLaw law, DateTimeOffset now)
    {
        if (!Closed.Contains(fine.State)) return new ErasureRule(false, "open", null);
        if (Ledger.Refundable(fine.Ledger) > 0) return new ErasureRule(false, "refund_due", null);
        var from = law.LocalDate(fine.Trail is { Count: > 0 } trail ? trail[^1].At : fine.DecidedAt).AddYears(years);
        return from <= law.LocalDate(now) ? new ErasureRule(true, null, from) : new ErasureRule(false, "retention", from);
    }

    /// <summary>The fine without name, addresses, phone and grounds. Id, ledger and trail stay as they are.</summary>
    public static Fine Erased(Fine fine) => fine with
    {
        Owner = fine.Owner is { } owner ? owner with { Name = "", Email = "", Address = null, Phone = null } : null,
        Objection = fine.Objection is { } objection ? objection with { Grounds = "" } : null,
    };
}
