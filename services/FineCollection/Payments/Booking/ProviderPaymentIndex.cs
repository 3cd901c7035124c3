using Dapr.Actors;
using Dapr.Actors.Client;
using Dapr.Actors.Runtime;
using Fleet.Contracts.FineCollection;
using Fleet.ServiceDefaults.Indexes;

namespace Fleet.FineCollection.Payments.Booking;

/// <summary>A payment of the provider as lists show it.</summary>
/// <param name="Id">Our id of it.</param>
/// <param name="State">One of <see cref="ProviderPaymentStates"/>.</param>
/// <param name="ProviderPaymentId">The provider's id.</param>
/// <param name="CheckoutId">The provider's id of the checkout.</param>
/// <param name="Reference">What the provider says that it is for.</param>
/// <param name="Amount">How much; absent while only the reversal is known.</param>
/// <param name="PaidAt">When it was paid, UTC.</param>
/// <param name="Method">How.</param>
/// <param name="FineId">The fine that it pays, or paid.</param>
/// <param name="PaymentId">The id of the payment in that fine.</param>
/// <param name="Reason">Why it is unmatched.</param>
/// <param name="ReversalReason">Why it was taken back.</param>
/// <param name="TakenAt">When we heard of it first, UTC; lists are ordered by it.</param>
public sealed record ProviderPaymentRow(
    string Id, string State, string ProviderPaymentId, string? CheckoutId, string? Reference, Money? Amount, DateTimeOffset? PaidAt, string? Method, string? FineId,
    string? PaymentId, string? Reason, string? ReversalReason, DateTimeOffset TakenAt)
{
    /// <summary>The row of a payment.</summary>
    public static ProviderPaymentRow Of(ProviderPayment payment) => new(
        payment.Id, payment.State, payment.ProviderId, payment.Paid?.CheckoutId, payment.Paid?.Reference, payment.Paid?.Amount, payment.Paid?.PaidAt, payment.Paid?.Method,
        payment.FineId, payment.FineId is null ? null : payment.PaymentId, payment.Reason, payment.TakenBack?.Reason, payment.TakenAt);

    /// <summary>The list of the payments of a state.</summary>
    public static string StateTerm(string state) => "state:" + state;

    /// <summary>The row with the lists it stands in.</summary>
    public static IndexItem<ProviderPaymentRow> Item(ProviderPayment payment) =>
        new(payment.Id, payment.Sequence, payment.TakenAt, Of(payment), [StateTerm(payment.State)], []);
}

/// <summary>A shard of the lists of payments through the provider.</summary>
public interface IProviderPaymentIndex : IActor
{
    Task<IndexTaken> Put(IndexBatch<ProviderPaymentRow> batch);

    Task<IndexSlice<ProviderPaymentRow>> Read(IndexRead read);

    Task<IndexHead> Head();

    Task<IndexHead> Begin(IndexGeneration generation);

    Task<IndexHead> Switch(IndexGeneration generation);

    Task<IndexErased> Erase();
}

/// <inheritdoc cref="IProviderPaymentIndex"/>
public sealed class ProviderPaymentIndex(ActorHost host) : IndexActor<ProviderPaymentRow>(host), IProviderPaymentIndex
{
    private const int Shards = 2;

    /// <summary>Writes and reads the lists.</summary>
    public static IndexClient<ProviderPaymentRow> Client(IActorProxyFactory actors) => new(actors, nameof(ProviderPaymentIndex), Shards);
}
