using Dapr.Actors;
using Dapr.Actors.Runtime;
using Fleet.FineCollection.Domain.Life;
using Fleet.FineCollection.Payments.Webhook;

namespace Fleet.FineCollection.Payments.Booking;

/// <summary>The provider tells of a payment.</summary>
public sealed record TakePayment(string EventId, PaymentSucceeded Paid);

/// <summary>The provider tells that it took a payment back.</summary>
public sealed record TakeReversal(string EventId, PaymentTakenBack TakenBack);

/// <summary>Somebody knows which fine an unmatched payment is for.</summary>
public sealed record AssignPayment(string FineId, string By);

/// <summary>An unmatched payment went back to the payer.</summary>
public sealed record ReturnPayment(string By);

/// <summary>A payment after an order.</summary>
/// <param name="Payment">Null when there is none of this id.</param>
/// <param name="Differs">The provider told something else of it before.</param>
/// <param name="Refused">Why the fine refused the money.</param>
public sealed record ProviderPaymentAnswer(ProviderPayment? Payment, bool Differs = false, LifeOutcome.Refused? Refused = null);

/// <summary>One payment of the provider; its id follows from the provider's, so it is booked once, however often and in whatever order its events come.</summary>
public interface IProviderPaymentActor : IActor
{
    Task<ProviderPaymentAnswer> Take(TakePayment take);

    Task<ProviderPaymentAnswer> TakeBack(TakeReversal take);

    Task<ProviderPaymentAnswer> Assign(AssignPayment assign);

    Task<ProviderPaymentAnswer> Return(ReturnPayment back);
}

/// <inheritdoc cref="IProviderPaymentActor"/>
/// <remarks>
/// What the provider says and what is decided of it is saved before it is carried out, with a reminder that brings it to its end whatever is cut off. A reversal
/// that comes before its payment is kept, and carried out right after the payment.
/// </remarks>
public sealed class ProviderPaymentActor(ActorHost host, ProviderPaymentBooking booking, TimeProvider time) : Actor(host), IProviderPaymentActor, IRemindable
{
    private const string Key = "payment";
    private const string Finish = "finish";
    private static readonly TimeSpan FinishPeriod = TimeSpan.FromSeconds(30);

    /// <inheritdoc/>
    public async Task<ProviderPaymentAnswer> Take(TakePayment take)
    {
        var known = await Load();
        if (known?.Paid is { } before) return before == take.Paid ? await Finished(known) : new ProviderPaymentAnswer(known, Differs: true);
        return await Decided(await booking.Decide(known ?? New(take.Paid.PaymentId), take.Paid, time.GetUtcNow(), CancellationToken.None));
    }

    /// <inheritdoc/>
    public async Task<ProviderPaymentAnswer> TakeBack(TakeReversal take)
    {
        var known = await Load();
        if (known?.TakenBack is { } before) return before == take.TakenBack ? await Finished(known) : new ProviderPaymentAnswer(known, Differs: true);
        var taken = known is null ? New(take.TakenBack.PaymentId).Decide(ProviderPaymentStates.AwaitingPayment) : known;
        return await Decided(taken with { TakenBack = take.TakenBack });
    }

    /// <inheritdoc/>
    public async Task<ProviderPaymentAnswer> Assign(AssignPayment assign)
    {
        if (await Unmatched() is not { } payment) return new ProviderPaymentAnswer(await Load());
        return await Decided(await booking.Assign(payment, assign.FineId, assign.By, time.GetUtcNow(), CancellationToken.None));
    }

    /// <inheritdoc/>
    public async Task<ProviderPaymentAnswer> Return(ReturnPayment back)
    {
        if (await Unmatched() is not { } payment) return new ProviderPaymentAnswer(await Load());
        return await Decided(payment.Decide(ProviderPaymentStates.Returned, by: back.By));
    }

    /// <inheritdoc/>
    public async Task ReceiveReminderAsync(string reminderName, byte[] state, TimeSpan dueTime, TimeSpan period)
    {
        if (await Load() is { } payment) await CarryOut(payment);
        await UnregisterReminderAsync(Finish);
    }

    private ProviderPayment New(string providerId) => new(Id.GetId(), providerId, time.GetUtcNow(), "", 0, null, null, null, null, null, null, IsDone: false);

    private async Task<ProviderPayment?> Unmatched() =>
        await Load() is { } payment && (await Finished(payment)).Payment is { State: ProviderPaymentStates.Unmatched } unmatched ? unmatched : null;

    private async Task<ProviderPaymentAnswer> Decided(ProviderPayment payment)
    {
        // First the reminder: whatever is cut off after the save, it finds and brings on.
        await RegisterReminderAsync(Finish, [], FinishPeriod, FinishPeriod);
        await Save(payment);
        return await Finished(payment);
    }

    private async Task<ProviderPaymentAnswer> Finished(ProviderPayment payment)
    {
        if (payment.IsDone && !payment.IsToBeReversed) return new ProviderPaymentAnswer(payment);
        var answer = await CarryOut(payment);
        await UnregisterReminderAsync(Finish);
        return answer;
    }

    private async Task<ProviderPaymentAnswer> CarryOut(ProviderPayment payment)
    {
        LifeOutcome.Refused? refused = null;
        while (!payment.IsDone || payment.IsToBeReversed)
        {
            if (payment.IsDone) payment = payment.Decide(ProviderPaymentStates.Reversed);
            var booked = await booking.CarryOut(payment, CancellationToken.None);
            refused ??= booked.Refused;
            await Save(payment = booked.Payment);
        }

        return new ProviderPaymentAnswer(payment, Refused: refused);
    }

    private async Task<ProviderPayment?> Load()
    {
        // Whatever failed before, what counts is what is stored.
        await StateManager.ClearCacheAsync();
        return await StateManager.TryGetStateAsync<ProviderPayment>(Key) is { HasValue: true } found ? found.Value : null;
    }

    private async Task Save(ProviderPayment payment)
    {
        await StateManager.SetStateAsync(Key, payment);
        await SaveStateAsync();
    }
}
