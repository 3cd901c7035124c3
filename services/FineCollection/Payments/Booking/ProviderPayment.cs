using Fleet.Contracts;
using Fleet.FineCollection.Book;
using Fleet.FineCollection.Book.Journal;
using Fleet.FineCollection.Domain;
using Fleet.FineCollection.Domain.Life;
using Fleet.FineCollection.Payments.Webhook;

namespace Fleet.FineCollection.Payments.Booking;

/// <summary>What became of a payment that came through the provider.</summary>
public static class ProviderPaymentStates
{
    /// <summary>It was taken back before we heard of it; waits for the payment itself.</summary>
    public const string AwaitingPayment = "awaiting_payment";

    /// <summary>Booked as a payment of the fine.</summary>
    public const string Booked = "booked";

    /// <summary>Money that fits no fine; on the list, booked as unallocated.</summary>
    public const string Unmatched = "unmatched";

    /// <summary>Was unmatched, and by hand became a payment of a fine.</summary>
    public const string Assigned = "assigned";

    /// <summary>Was unmatched, and the money went back.</summary>
    public const string Returned = "returned";

    /// <summary>Taken back by the provider: the payment of the fine is reversed, or the money is unallocated no more.</summary>
    public const string Reversed = "reversed";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<string> All { get; } = [AwaitingPayment, Booked, Unmatched, Assigned, Returned, Reversed];
}

/// <summary>A payment through the provider, and what was decided of it; saved before anything is booked.</summary>
/// <param name="Id">Our id of it, from the provider's.</param>
/// <param name="ProviderId">The provider's id.</param>
/// <param name="TakenAt">When we heard of it first, UTC.</param>
/// <param name="State">One of <see cref="ProviderPaymentStates"/>.</param>
/// <param name="Sequence">Number of decisions so far.</param>
/// <param name="Paid">The payment; null while only its reversal is known.</param>
/// <param name="TakenBack">Its reversal; null while it stands.</param>
/// <param name="FineId">The fine that it pays; null for none.</param>
/// <param name="ValueDate">The day on which it counts as paid, local date of the fine's road; null without a fine.</param>
/// <param name="Reason">Why it is unmatched: a stable code.</param>
/// <param name="By">Who decided by hand; null for the webhook.</param>
/// <param name="IsDone">Everything that follows from the decision is booked and told.</param>
/// <param name="Before">For a reversed one: the state before.</param>
public sealed record ProviderPayment(
    string Id, string ProviderId, DateTimeOffset TakenAt, string State, int Sequence, PaymentSucceeded? Paid, PaymentTakenBack? TakenBack, string? FineId, DateOnly? ValueDate,
    string? Reason, string? By, bool IsDone, string? Before = null)
{
    private const string Provider = "payment-provider";

    /// <summary>Our id of a payment of the provider.</summary>
    public static string IdOf(string providerId) => DerivedId.Of("ppy", providerId);

    /// <summary>The id of the payment in the fine.</summary>
    public string PaymentId => DerivedId.Of("pay", Id);

    /// <summary>The provider has taken the money back and that is not carried out yet.</summary>
    public bool IsToBeReversed => TakenBack is not null && State is not (ProviderPaymentStates.Reversed or ProviderPaymentStates.AwaitingPayment);

    /// <summary>Another decision, of which nothing is done yet.</summary>
    public ProviderPayment Decide(string state, string? reason = null, string? by = null) =>
        this with { State = state, Sequence = Sequence + 1, Reason = reason, By = by, IsDone = false, Before = State };

    /// <summary>The order that pays the fine.</summary>
    public FineOrder Payment() => new(PaymentId, By ?? Provider, new FineCommand.Pay(PaymentId, Paid!.Amount, ValueDate!.Value, Paid.Method), Redriven: true);

    /// <summary>The order that takes the payment back.</summary>
    public FineOrder Reversal() => new(DerivedId.Of("rev", Id), Provider, new FineCommand.ReversePayment(PaymentId, TakenBack!.Reason), Redriven: true);

    /// <summary>The money stands in the book without a fine.</summary>
    public BookEntry Unallocated() => Entry(1, Id, Paid!.Amount.MinorUnits);

    /// <summary>It stands there no more: the fine has booked it, it went back, or the provider took it back.</summary>
    public BookEntry Allocated() => Entry(2, DerivedId.Of(State == ProviderPaymentStates.Assigned ? "asg" : "ret", Id), -Paid!.Amount.MinorUnits);

    /// <summary>It had gone back to the payer already, and the provider took it back too: we are short of it.</summary>
    public BookEntry Short() => Entry(3, DerivedId.Of("sht", Id), -Paid!.Amount.MinorUnits);

    private BookEntry Entry(int sequence, string cause, long cash) => new(
        Id, sequence,
        [new Posting(cause, TakenAt, Accounts.Cash, cash, Paid!.Amount.Currency), new Posting(cause, TakenAt, BookAccounts.Unallocated, -cash, Paid.Amount.Currency)]);
}
