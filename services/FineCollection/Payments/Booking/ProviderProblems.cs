using Fleet.Contracts;
using Fleet.FineCollection.Domain.Life;
using Fleet.FineCollection.Payments.Webhook;
using Fleet.ServiceDefaults.Indexes;

namespace Fleet.FineCollection.Payments.Booking;

/// <summary>The list of what the provider told and nobody could book. The same problem is one line, however often it comes.</summary>
public sealed class ProviderProblems(IndexClient<ProviderProblem> index)
{
    /// <summary>The same payment came with something else in it.</summary>
    public Task PaymentDiffers(string eventId, PaymentSucceeded told, ProviderPayment known, CancellationToken cancellation) => Add(
        "payment_differs", told.PaymentId, eventId,
        FormattableString.Invariant($"Told: {told.Amount.MinorUnits} {told.Amount.Currency} for {told.Reference}, paid {told.PaidAt:O}. Before: {known.Paid!.Amount.MinorUnits} {known.Paid.Amount.Currency} for {known.Paid.Reference}, paid {known.Paid.PaidAt:O}."),
        known.TakenAt, cancellation);

    /// <summary>The same payment was taken back for another reason.</summary>
    public Task ReversalDiffers(string eventId, PaymentTakenBack told, ProviderPayment known, CancellationToken cancellation) =>
        Add("reversal_differs", told.PaymentId, eventId, "It was taken back before, for another reason.", known.TakenAt, cancellation);

    /// <summary>The id of an event came with another event.</summary>
    public Task EventDiffers(string eventId, string? providerPaymentId, DateTimeOffset firstAt, CancellationToken cancellation) =>
        Add("event_differs", providerPaymentId, eventId, "The id of this event came before, with another event.", firstAt, cancellation);

    /// <summary>The money had gone back to the payer by hand, and the provider took it back too.</summary>
    public Task ReturnedAndReversed(ProviderPayment payment, CancellationToken cancellation) =>
        Add("returned_and_reversed", payment.ProviderId, null, "The money had been returned by hand before the provider took it back.", payment.TakenAt, cancellation);

    /// <summary>The fine did not let its payment be reversed.</summary>
    public Task NotReversed(ProviderPayment payment, LifeOutcome.Refused refused, CancellationToken cancellation) =>
        Add("not_reversed", payment.ProviderId, null, refused.Detail, payment.TakenAt, cancellation);

    /// <summary>A reversal without its payment: a problem until the payment comes.</summary>
    public Task TakenBackTooSoon(ProviderPayment payment, CancellationToken cancellation)
    {
        if (payment.TakenBack is null) return Task.CompletedTask;
        var isOpen = payment.State == ProviderPaymentStates.AwaitingPayment;
        var problem = new ProviderProblem(
            DerivedId.Of("prb", "reversal_without_payment", payment.Id), payment.TakenAt, "reversal_without_payment", payment.ProviderId, null, "Taken back, and the payment itself was never told.");
        return Put(problem, isOpen ? 1 : 2, isOpen ? [ProviderProblemIndex.Open] : [], cancellation);
    }

    private Task Add(string code, string? providerPaymentId, string? eventId, string detail, DateTimeOffset firstAt, CancellationToken cancellation)
    {
        var id = DerivedId.Of("prb", code, providerPaymentId ?? "", eventId ?? "", detail);
        return Put(new ProviderProblem(id, firstAt, code, providerPaymentId, eventId, detail), 1, [ProviderProblemIndex.Open], cancellation);
    }

    private Task Put(ProviderProblem problem, int sequence, string[] terms, CancellationToken cancellation) =>
        index.Put(index.ShardOf(problem.Id), [new IndexItem<ProviderProblem>(problem.Id, sequence, problem.At, problem, terms, [])], cancellation);
}
