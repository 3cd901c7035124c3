using System.Collections.Concurrent;
using System.Text.Json;
using Fleet.Runtime.Components;
using Fleet.Runtime.Hosting;
using Fleet.Runtime.PubSub;
using Microsoft.Extensions.Logging;

namespace Fleet.Runtime.State;

/// <summary>Where a store's outbox publishes.</summary>
/// <param name="PubSub">Component that gets the events.</param>
/// <param name="Topic">Topic of the events.</param>
/// <param name="Relay">Component that keeps them until it is known whether the transaction was done.</param>
internal sealed record OutboxOptions(string PubSub, string Topic, string Relay);

/// <summary>
/// The transactional outbox of one store: an event is published if and only if its transaction was done. The event goes
/// to a relay topic first; the transaction writes a marker beside its values; the relay publishes what has its marker.
/// </summary>
internal sealed class StateOutbox(Sidecar sidecar, StateTarget target, OutboxOptions options) : IAsyncDisposable
{
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan PatienceOfACall = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<string, bool> refused = new(StringComparer.Ordinal);
    private readonly TimeProvider time = sidecar.Runtime.Shared.Time;
    private IAsyncDisposable? subscription;

    private string RelayTopic => sidecar.Options.Namespace + sidecar.AppId + options.Topic + "outbox";

    private Publisher Publisher => sidecar.Block<PubSubBlock>().Publisher;

    private IPubSub Relay => sidecar.Components.Find<IPubSub>(options.Relay)
        ?? throw new ComponentException($"the outbox of {target.Name} names pub/sub {options.Relay}, which is missing");

    /// <summary>Begins to publish what transactions left, also those of an earlier run.</summary>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (sidecar.Components.Find<IPubSub>(options.Relay) is { } relay)
        {
            subscription = await relay.SubscribeAsync(
                new BrokerSubscription(RelayTopic, BrokerMessage.NoMetadata, 1, TimeSpan.Zero, DeliverAsync), cancellationToken);
        }
    }

    /// <summary>Does all writes or none, and publishes <paramref name="events"/> if they were done.</summary>
    public async Task TransactAsync(IReadOnlyList<StateWrite> writes, IReadOnlyList<OutboxEvent> events, CancellationToken cancellationToken)
    {
        var entries = events.Select(Entry).ToList();
        if (entries.Count > 0)
            await Relay.PublishAsync(RelayTopic, [.. entries.Select(Message)], cancellationToken);
        try
        {
            await target.TransactAsync([.. writes, .. entries.Select(entry => new StateWrite(entry.Marker, "0"u8.ToArray()))], cancellationToken);
        }
        catch (EtagMismatchException)
        {
            // Only of this failure it is certain that nothing was done; after others the marker tells.
            foreach (var entry in entries)
                refused[entry.Marker] = true;
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (subscription is not null)
            await subscription.DisposeAsync();
    }

    private OutboxEntry Entry(OutboxEvent published)
    {
        var id = $"outbox-{Guid.NewGuid()}";
        var named = new Dictionary<string, string>(StringComparer.Ordinal) { ["cloudevent.id"] = id };
        var outgoing = new OutgoingEvent(options.PubSub, options.Topic, published.Data, published.ContentType, named, published.TraceParent);
        return new OutboxEntry(target.Key(id), time.GetUtcNow(), published.Dress(Publisher.Message(outgoing).Data));
    }

    private static BrokerMessage Message(OutboxEntry entry) => new(JsonSerializer.SerializeToUtf8Bytes(entry), BrokerMessage.NoMetadata);

    private async Task<IReadOnlyList<bool>> DeliverAsync(IReadOnlyList<BrokerMessage> messages, CancellationToken cancellationToken)
    {
        var processed = new bool[messages.Count];
        for (var i = 0; i < processed.Length; i++)
            processed[i] = await RelayAsync(JsonSerializer.Deserialize<OutboxEntry>(messages[i].Data.Span)!, cancellationToken);
        return processed;
    }

    private async Task<bool> RelayAsync(OutboxEntry entry, CancellationToken cancellationToken)
    {
        var begin = time.GetUtcNow();
        while ((await target.GetAsync([entry.Marker], cancellationToken))[0] is null)
        {
            if (refused.TryRemove(entry.Marker, out _))
                return true;
            if (time.GetUtcNow() - entry.At > Patience)
            {
                sidecar.Log.LogWarning("An event of the outbox of {Store} is dropped: its transaction was never done", target.Name);
                return true;
            }

            if (time.GetUtcNow() - begin > PatienceOfACall)
                return false;
            await Task.Delay(Step, time, cancellationToken);
        }

        await Publisher.SendAsync(
            options.PubSub, options.Topic, [new BrokerMessage(entry.Event, BrokerMessage.NoMetadata, "application/cloudevents+json")], cancellationToken);
        await target.WriteAsync([new StateWrite(entry.Marker, Value: null)], cancellationToken);
        return true;
    }

    /// <summary>What the relay keeps of an event.</summary>
    private sealed record OutboxEntry(string Marker, DateTimeOffset At, byte[] Event);
}
