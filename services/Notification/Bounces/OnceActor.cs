using Dapr.Actors;
using Dapr.Actors.Client;
using Dapr.Actors.Runtime;
using Fleet.Contracts;

namespace Fleet.Notification.Bounces;

/// <summary>What was answered to a request.</summary>
/// <param name="Request">Hash of its body.</param>
/// <param name="Answer">The answer, JSON text.</param>
public sealed record OnceAnswer(string Request, string Answer);

/// <summary>What was answered before; null when nothing was.</summary>
public sealed record OnceFound(OnceAnswer? Before);

/// <summary>Remembers the answer to one idempotency key.</summary>
public interface IOnceActor : IActor
{
    Task<OnceFound> Find();

    Task Keep(OnceAnswer answer);
}

/// <inheritdoc cref="IOnceActor"/>
public sealed class OnceActor(ActorHost host) : Actor(host), IOnceActor
{
    private const string Key = "answer";

    /// <summary>The memory of a key for a route.</summary>
    public static ActorProxy Of(IActorProxyFactory actors, string route, string key) => actors.Create(new ActorId(DerivedId.Of("once", route, key)), nameof(OnceActor));

    /// <inheritdoc/>
    public async Task<OnceFound> Find() => new(await StateManager.TryGetStateAsync<OnceAnswer>(Key) is { HasValue: true } found ? found.Value : null);

    /// <inheritdoc/>
    public async Task Keep(OnceAnswer answer)
    {
        await StateManager.TryAddStateAsync(Key, answer);
        await SaveStateAsync();
    }
}
