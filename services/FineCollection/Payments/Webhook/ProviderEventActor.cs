using Dapr.Actors;
using Dapr.Actors.Runtime;

namespace Fleet.FineCollection.Payments.Webhook;

/// <summary>What an event of the provider says.</summary>
/// <param name="Hash">Hash over its type and data.</param>
public sealed record ClaimEvent(string Hash);

/// <summary>Whether the event is the one that this id was first seen with.</summary>
/// <param name="IsSame">It is.</param>
/// <param name="FirstAt">When the id was first seen, UTC.</param>
public sealed record EventClaimed(bool IsSame, DateTimeOffset FirstAt);

/// <summary>What an id was first seen with.</summary>
public sealed record SeenEvent(string Hash, DateTimeOffset At);

/// <summary>One event of the provider; its id follows from the provider's.</summary>
public interface IProviderEventActor : IActor
{
    Task<EventClaimed> Claim(ClaimEvent claim);
}

/// <inheritdoc cref="IProviderEventActor"/>
public sealed class ProviderEventActor(ActorHost host, TimeProvider time) : Actor(host), IProviderEventActor
{
    private const string Key = "event";

    /// <inheritdoc/>
    public async Task<EventClaimed> Claim(ClaimEvent claim)
    {
        // Whatever failed before, what counts is what is stored.
        await StateManager.ClearCacheAsync();
        if (await StateManager.TryGetStateAsync<SeenEvent>(Key) is { HasValue: true } known) return new EventClaimed(known.Value.Hash == claim.Hash, known.Value.At);
        var seen = new SeenEvent(claim.Hash, time.GetUtcNow());
        await StateManager.SetStateAsync(Key, seen);
        await SaveStateAsync();
        return new EventClaimed(true, seen.At);
    }
}
