using Dapr.Actors.Client;
using Microsoft.Extensions.Logging;

namespace Dapr.Actors.Runtime;

/// <summary>
/// Base of every actor. The sidecar lets one call in at a time; what a call changes in <see cref="StateManager"/> is saved
/// when it ends, and forgotten when it throws.
/// </summary>
public abstract partial class Actor
{
    /// <summary>Takes the host that the runtime hands to the constructor.</summary>
    protected Actor(ActorHost host)
    {
        ArgumentNullException.ThrowIfNull(host);
        Host = host;
        StateManager = new ActorStateManager(host);
        Logger = host.LoggerFactory.CreateLogger(GetType());
    }

    /// <summary>The actor's id.</summary>
    public ActorId Id => Host.Id;

    /// <summary>What the runtime gives the actor.</summary>
    public ActorHost Host { get; }

    /// <summary>Makes proxies to other actors.</summary>
    public IActorProxyFactory ProxyFactory => Host.ProxyFactory;

    /// <summary>The actor's state.</summary>
    public IActorStateManager StateManager { get; protected set; }

    /// <summary>The actor's log.</summary>
    protected ILogger Logger { get; }

    /// <summary>Saves now what was changed in the state since the last save.</summary>
    protected Task SaveStateAsync() => StateManager.SaveStateAsync();

    /// <summary>Called once before the first call of the actor.</summary>
    protected virtual Task OnActivateAsync() => Task.CompletedTask;

    /// <summary>Called when the actor leaves memory; state changed here is not saved.</summary>
    protected virtual Task OnDeactivateAsync() => Task.CompletedTask;

    /// <summary>Called before a method, a reminder or a timer.</summary>
    protected virtual Task OnPreActorMethodAsync(ActorMethodContext actorMethodContext) => Task.CompletedTask;

    /// <summary>Called after a method, a reminder or a timer, before the state is saved.</summary>
    protected virtual Task OnPostActorMethodAsync(ActorMethodContext actorMethodContext) => Task.CompletedTask;

    /// <summary>Called when a method, a reminder or a timer has thrown, or saving its changes did not succeed.</summary>
    protected virtual Task OnActorMethodFailedAsync(ActorMethodContext actorMethodContext, Exception e) => Task.CompletedTask;

    internal async Task ActivateAsync()
    {
        await StateManager.ClearCacheAsync();
        await OnActivateAsync();
        await SaveStateAsync();
    }

    internal async Task DeactivateAsync()
    {
        await StateManager.ClearCacheAsync();
        await OnDeactivateAsync();
    }

    internal async Task<T> TakeTurnAsync<T>(ActorMethodContext method, Func<Task<T>> turn)
    {
        try
        {
            await OnPreActorMethodAsync(method);
            var result = await turn();
            await OnPostActorMethodAsync(method);
            await SaveStateAsync();
            return result;
        }
        catch (Exception failure)
        {
            await OnActorMethodFailedAsync(method, failure);
            await StateManager.ClearCacheAsync();
            throw;
        }
    }
}
