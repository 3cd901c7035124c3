#nullable enable
using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Dapr.Actors.Runtime;

/// <summary>The actors of one class that are in memory, and the ways into them.</summary>
internal sealed partial class ActorManager(ActorTypeInformation type, ActorActivator activator, ActorEnvironment environment)
{
    private readonly ConcurrentDictionary<string, ActorActivatorState> active = new(StringComparer.Ordinal);
    private readonly ActorMethodTable methods = new(type);
    private readonly ILogger logger = environment.Loggers.CreateLogger<ActorManager>();

    public ActorMethod MethodOf(string name) => methods.Find(name);

    /// <summary>Calls a method; the result is null if the method has none.</summary>
    public Task<object?> InvokeAsync(string actorId, ActorMethod method, object?[] arguments, CancellationToken cancellationToken) =>
        TurnAsync(actorId, ActorMethodContext.Method(method.Name), actor => method.InvokeAsync(actor, arguments, cancellationToken));

    /// <summary>Fires a reminder; a class without reminders passes it over.</summary>
    public Task FireReminderAsync(string actorId, string name, ScheduleBody? body) => type.IsRemindable
        ? TurnAsync(actorId, ActorMethodContext.Reminder, async actor =>
        {
            await ((IRemindable)actor).ReceiveReminderAsync(
                name,
                body?.Data ?? [],
                body?.DueTimeSpan ?? Timeout.InfiniteTimeSpan,
                body?.PeriodSpan ?? Timeout.InfiniteTimeSpan);
            return null;
        })
        : Task.CompletedTask;

    public Task FireTimerAsync(string actorId, string name, ScheduleBody? body)
    {
        var callback = body?.Callback ?? throw new ArgumentException($"Timer '{name}' names no callback.", nameof(body));
        return TurnAsync(actorId, ActorMethodContext.Timer, async actor =>
        {
            await TimerCall.InvokeAsync(actor, callback, body.Data);
            return null;
        });
    }

    public async Task DeactivateAsync(string actorId)
    {
        if (active.TryRemove(actorId, out var state))
        {
            await DeactivateAsync(state);
        }
    }

    private async Task<object?> TurnAsync(string actorId, ActorMethodContext method, Func<Actor, Task<object?>> turn)
    {
        if (!active.TryGetValue(actorId, out var state))
        {
            state = await ActivateAsync(actorId);
        }

        var actor = state.Actor;
        if (ActorReentrancy.CurrentId is not null && actor.StateManager is ActorStateManager manager)
        {
            manager.BeginReentrantCall();
        }

        return await actor.TakeTurnAsync(method, () => turn(actor));
    }

    private async Task<ActorActivatorState> ActivateAsync(string actorId)
    {
        var state = await activator.CreateAsync(environment.HostFor(type, actorId));
        try
        {
            await state.Actor.ActivateAsync();
        }
        catch
        {
            await activator.DeleteAsync(state);
            throw;
        }

        Activated(logger, type.ActorTypeName, actorId);
        var kept = active.GetOrAdd(actorId, state);
        if (!ReferenceEquals(kept, state))
        {
            // Reentrant or misrouted calls can activate an actor twice: the first one stays.
            await DeactivateAsync(state);
        }

        return kept;
    }

    private async Task DeactivateAsync(ActorActivatorState state)
    {
        var id = state.Actor.Id;
        try
        {
            await state.Actor.DeactivateAsync();
        }
        finally
        {
            await activator.DeleteAsync(state);
        }

        Deactivated(logger, type.ActorTypeName, id);
    }

    [LoggerMessage(LogLevel.Debug, "Actor {Type} {Id} is in memory.")]
    private static partial void Activated(ILogger logger, string type, string id);

    [LoggerMessage(LogLevel.Debug, "Actor {Type} {Id} has left memory.")]
    private static partial void Deactivated(ILogger logger, string type, ActorId id);
}
