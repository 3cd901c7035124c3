using Fleet.Contracts;
using Fleet.Contracts.FineCollection;
using Fleet.FineCollection.Book;
using Fleet.FineCollection.Book.Journal;
using Fleet.FineCollection.Domain;
using Fleet.FineCollection.Domain.Life;
using Fleet.FineCollection.Statements.Reading;

namespace Fleet.FineCollection.Statements.Lines;

/// <summary>What became of a bank line.</summary>
public static class LineStates
{
    /// <summary>Booked as a payment of the fine that it names.</summary>
    public const string Matched = "matched";

    /// <summary>Money that nobody could match; on the list, booked as unallocated.</summary>
    public const string Unmatched = "unmatched";

    /// <summary>Was unmatched, and by hand became a payment of a fine.</summary>
    public const string Assigned = "assigned";

    /// <summary>Was unmatched, and the money went back.</summary>
    public const string Returned = "returned";

    /// <summary>Money that went out because an earlier payment was dishonoured: that payment is reversed.</summary>
    public const string Reversed = "reversed";

    /// <summary>Money that went out for a reason that is none of the fines'.</summary>
    public const string Ignored = "ignored";
}

/// <summary>A bank line and what was decided of it, once and for ever; saved before anything is booked.</summary>
/// <param name="Line">What the bank says.</param>
/// <param name="ImportId">The file that it first came in.</param>
/// <param name="TakenAt">When, UTC.</param>
/// <param name="State">One of <see cref="LineStates"/>.</param>
/// <param name="Sequence">Number of decisions so far.</param>
/// <param name="FineId">The fine that it pays, or whose payment it takes back.</param>
/// <param name="Reason">Why it is unmatched or ignored: a stable code.</param>
/// <param name="Other">The payment that it reverses, or the bank line that it returns; for a returned line the line that took it back.</param>
/// <param name="By">Who decided by hand; null for the import.</param>
/// <param name="IsDone">Everything that follows from the decision is booked and told.</param>
public sealed record BankLine(
    StatementLine Line, string ImportId, DateTimeOffset TakenAt, string State, int Sequence, string? FineId, string? Reason, string? Other, string? By, bool IsDone)
{
    /// <summary>The id of the payment that a line makes.</summary>
    public static string PaymentOf(string lineId) => DerivedId.Of("pay", lineId);

    /// <summary>Another decision, of which nothing is done yet.</summary>
    public BankLine Decide(string state, string? fineId = null, string? reason = null, string? other = null, string? by = null) =>
        this with { State = state, Sequence = Sequence + 1, FineId = fineId, Reason = reason, Other = other, By = by, IsDone = false };

    /// <summary>The order that pays the fine.</summary>
    public FineOrder Payment() => new(
        PaymentOf(Line.Id), By ?? "bank-statement",
        new FineCommand.Pay(PaymentOf(Line.Id), new Money(Line.MinorUnits, Line.Currency), Line.ValueDate, "bank_transfer"), Redriven: true);

    /// <summary>The order that takes a payment back.</summary>
    public FineOrder Reversal() => new(DerivedId.Of("rev", Line.Id), "bank-statement", new FineCommand.ReversePayment(Other!, "returned by the bank"), Redriven: true);

    /// <summary>The money stands in the book without a fine.</summary>
    public BookEntry Unallocated() => Entry(1, Line.Id, Line.MinorUnits);

    /// <summary>It stands there no more: the fine has booked it, or it went back.</summary>
    public BookEntry Allocated() => Entry(2, DerivedId.Of(State == LineStates.Returned ? "ret" : "asg", Line.Id), -Line.MinorUnits);

    private BookEntry Entry(int sequence, string cause, long cash) => new(
        Line.Id, sequence,
        [new Posting(cause, TakenAt, Accounts.Cash, cash, Line.Currency), new Posting(cause, TakenAt, BookAccounts.Unallocated, -cash, Line.Currency)]);
}
