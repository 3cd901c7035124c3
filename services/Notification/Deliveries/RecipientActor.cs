using Dapr.Actors;
using Dapr.Actors.Runtime;
using Fleet.Contracts.FineCollection;
using Fleet.Notification.Domain;

namespace Fleet.Notification.Deliveries;

/// <summary>What became of an event.</summary>
/// <param name="Delivery">The outcome.</param>
/// <param name="Repeated">It had been dealt with before; nothing was sent.</param>
public sealed record EventTold(Delivery Delivery, bool Repeated);

/// <summary>One recipient; its id is the owner's.</summary>
public interface IRecipientActor : IActor
{
    /// <summary>Tells the recipient, once an event.</summary>
    Task<EventTold> Tell(FineEvent told);
}

/// <inheritdoc cref="IRecipientActor"/>
/// <remarks>
/// The delivery is saved only after the mail server took the notice. A crash in between sends the same notice, letter for
/// letter, a second time; never does one get lost.
/// </remarks>
public sealed class RecipientActor(ActorHost host, Mailer mailer, TimeProvider time) : Actor(host), IRecipientActor
{
    /// <inheritdoc/>
    public async Task<EventTold> Tell(FineEvent told)
    {
        var key = "event-" + told.EventId;
        var known = await StateManager.TryGetStateAsync<Delivery>(key);
        if (known.HasValue) return new EventTold(known.Value, Repeated: true);
        var decision = DeliveryRules.Decide(told);
        if (decision is DeliveryDecision.Send send) await mailer.Send(send.Address, send.Notice, CancellationToken.None);
        var delivery = Outcome(told, decision, time.GetUtcNow());
        await StateManager.SetStateAsync(key, delivery);
        await SaveStateAsync();
        return new EventTold(delivery, Repeated: false);
    }

    private static Delivery Outcome(FineEvent told, DeliveryDecision decision, DateTimeOffset at)
    {
        var recipient = told.Recipient?.OwnerId;
        return decision switch
        {
            DeliveryDecision.Send send => new Delivery(
                told.EventId, told.FineId, told.Type, DeliveryStates.Delivered, null, recipient, "email", send.Notice.Subject, told.OccurredAt, at),
            DeliveryDecision.Suppress suppress => new Delivery(
                told.EventId, told.FineId, told.Type, DeliveryStates.Suppressed, suppress.Reason, recipient, null, null, told.OccurredAt, at),
            _ => throw new ArgumentOutOfRangeException(nameof(decision), decision, "Not a decision."),
        };
    }
}
