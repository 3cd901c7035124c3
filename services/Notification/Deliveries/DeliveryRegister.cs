using Dapr.Actors;
using Dapr.Actors.Client;
using Dapr.Actors.Runtime;
using Fleet.Contracts;
using Fleet.Notification.Domain;
using Fleet.ServiceDefaults.Registers;

namespace Fleet.Notification.Deliveries;

/// <summary>A shard of the delivery log of all recipients, by fine.</summary>
public interface IDeliveryRegister : IActor
{
    Task<RegisterAdded> Add(RegisterBatch<Delivery> batch);

    Task<RegisterSlice<Delivery>> Read(RegisterRead read);

    Task<RegisterSlice<Delivery>> Find(RegisterFind find);

    Task<RegisterHead> Head();
}

/// <inheritdoc cref="IDeliveryRegister"/>
public sealed class DeliveryRegister(ActorHost host) : RegisterActor<Delivery>(host), IDeliveryRegister
{
    private const int Shards = 4;

    /// <summary>Writes and reads the log.</summary>
    public static RegisterClient<Delivery> Client(IActorProxyFactory actors) =>
        new(actors, nameof(DeliveryRegister), Shards, delivery => delivery.At);

    /// <summary>The outcome of an event as an item of the register.</summary>
    public static RegisterItem<Delivery> Item(Delivery delivery, bool repeated)
    {
        // A fine begins with one event, whose id follows from the fine: nothing of that fine can have been logged before it.
        var first = !repeated && delivery.EventId == DerivedId.Event(delivery.FineId, delivery.Type);
        var total = delivery.State == DeliveryStates.Delivered ? DeliveryTotals.MailsDelivered : DeliveryTotals.Suppressed;
        return new RegisterItem<Delivery>(delivery.EventId, delivery.FineId, delivery, first, [total]);
    }
}

/// <summary>Names of the totals in <c>/v1/stats</c>.</summary>
public static class DeliveryTotals
{
    public const string MailsDelivered = "mailsDelivered";
    public const string Suppressed = "suppressed";
}
