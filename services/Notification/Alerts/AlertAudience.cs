using System.Collections.Frozen;
using Dapr.Actors;
using Dapr.Actors.Client;
using Fleet.Notification.Domain.Preferring;

namespace Fleet.Notification.Alerts;

/// <summary>
/// Who wants to hear of vehicles, kept in memory and read anew from time to time: so of the stream of alerts nearly all costs one look here, and
/// nothing at all while nobody listens.
/// </summary>
public sealed class AlertAudience(IActorProxyFactory actors)
{
    private const int Shards = 4;

    private readonly AudienceFound?[] known = new AudienceFound?[Shards];
    private FrozenSet<string> listeners = FrozenSet<string>.Empty;
    private bool isRead;

    /// <summary>Whether somebody listens; while it was never read: perhaps.</summary>
    public bool IsEmpty => Volatile.Read(ref isRead) && Volatile.Read(ref listeners).Count == 0;

    /// <summary>Whether a recipient listens.</summary>
    public bool Has(string recipientId) => Volatile.Read(ref listeners).Contains(recipientId);

    /// <summary>Reads what has changed.</summary>
    public async Task Refresh(CancellationToken cancellation)
    {
        for (var shard = 0; shard < Shards; shard++)
        {
            var found = await Shard(shard).InvokeMethodAsync<AudienceWanted, AudienceFound>(
                nameof(IAudienceActor.Read), new AudienceWanted(known[shard]?.Version), cancellation);
            if (found.RecipientIds is not null) known[shard] = found;
        }

        Volatile.Write(ref listeners, known.SelectMany(shard => shard?.RecipientIds ?? []).ToFrozenSet(StringComparer.Ordinal));
        Volatile.Write(ref isRead, value: true);
    }

    /// <summary>Reads the list, if it was never read.</summary>
    public Task Begin(CancellationToken cancellation) => Volatile.Read(ref isRead) ? Task.CompletedTask : Refresh(cancellation);

    /// <summary>Notes whether a recipient listens; other instances of the service see it when they read anew.</summary>
    public async Task Set(string recipientId, Preferences preferences, CancellationToken cancellation)
    {
        var wants = preferences.Categories.Any(category => category.Value.On && category.Key.StartsWith(Categories.Alerts, StringComparison.Ordinal));
        var shard = (int)(recipientId.Aggregate(2166136261u, (hash, c) => (hash ^ c) * 16777619u) % Shards);
        await Shard(shard).InvokeMethodAsync<AudienceChange, AudienceFound>(nameof(IAudienceActor.Set), new AudienceChange(recipientId, wants), cancellation);
        await Refresh(cancellation);
    }

    private ActorProxy Shard(int shard) => actors.Create(new ActorId(FormattableString.Invariant($"shard-{shard}")), nameof(AudienceActor));
}
