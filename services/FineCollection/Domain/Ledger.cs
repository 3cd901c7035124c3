using Fleet.Contracts.FineCollection;

namespace Fleet.FineCollection.Domain;

/// <summary>One line of the ledger. Written once, never changed.</summary>
/// <param name="Cause">Id of the order that it follows from (of the event that told of it, for a new fine); all postings of a cause sum to zero.</param>
/// <param name="At">When it was booked, UTC.</param>
/// <param name="Account">One of <see cref="Accounts"/>.</param>
/// <param name="MinorUnits">Integer minor units, debit positive, credit negative; never 0.</param>
/// <param name="Currency">ISO 4217 code.</param>
public sealed record Posting(string Cause, DateTimeOffset At, string Account, long MinorUnits, string Currency);

/// <summary>A fine's double-entry ledger: it only grows, always sums to zero, and what is due follows from it.</summary>
public static class Ledger
{
    /// <summary>The postings of a new fine. A fee of 0 has none.</summary>
    public static IReadOnlyList<Posting> Issue(string cause, DateTimeOffset at, Money penalty, Money fee)
    {
        Posting Line(string account, long minorUnits) => new(cause, at, account, minorUnits, penalty.Currency);
        if (fee.Currency != penalty.Currency) throw new ArgumentException("Penalty and fee have one currency.", nameof(fee));
        Posting[] lines =
        [
            Line(Accounts.Receivable, checked(penalty.MinorUnits + fee.MinorUnits)),
            Line(Accounts.Revenue, -penalty.MinorUnits),
            Line(Accounts.Fees, -fee.MinorUnits),
        ];
        return [.. lines.Where(line => line.MinorUnits != 0)];
    }

    /// <summary>
    /// <paramref name="ledger"/> with <paramref name="entry"/> after it; unchanged when the cause was booked already.
    /// </summary>
    /// <exception cref="ArgumentException">The entry has several causes or currencies, or does not sum to zero.</exception>
    public static IReadOnlyList<Posting> Append(IReadOnlyList<Posting> ledger, IReadOnlyList<Posting> entry)
    {
        if (entry.Count == 0) return ledger;
        if (entry.Any(posting => posting.Cause != entry[0].Cause)) throw new ArgumentException("An entry has one cause.", nameof(entry));
        if (ledger.Concat(entry).Any(posting => posting.Currency != entry[0].Currency)) throw new ArgumentException("A ledger has one currency.", nameof(entry));
        if (Sum(entry) != 0) throw new ArgumentException("An entry sums to zero.", nameof(entry));
        return ledger.Any(posting => posting.Cause == entry[0].Cause) ? ledger : [.. ledger, .. entry];
    }

    /// <summary>What is still to be paid, 0 or more; null when nothing was ever asked.</summary>
    public static Money? Due(IReadOnlyList<Posting> ledger) =>
        ledger.Any(posting => posting.Account == Accounts.Receivable) ? new Money(Balance(ledger, Accounts.Receivable), ledger[0].Currency) : null;

    /// <summary>What is owed back to the recipient, minor units, 0 or more.</summary>
    public static long Refundable(IReadOnlyList<Posting> ledger) => -Balance(ledger, Accounts.RefundsDue);

    /// <summary>Balance of one account, minor units, debit positive.</summary>
    public static long Balance(IReadOnlyList<Posting> ledger, string account) => Sum(ledger.Where(posting => posting.Account == account));

    /// <summary>Sum of postings, in minor units; overflow is an error, never a wrong number.</summary>
    public static long Sum(IEnumerable<Posting> postings) => postings.Aggregate(0L, (sum, posting) => checked(sum + posting.MinorUnits));
}
