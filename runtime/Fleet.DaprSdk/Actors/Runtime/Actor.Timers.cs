using System.Reflection;

namespace Dapr.Actors.Runtime;

public abstract partial class Actor
{
    /// <summary>Registers a timer, or replaces the one of that name. It ends when the actor leaves memory.</summary>
    /// <param name="timerName">Its name, unique in the actor; one is made if it is empty.</param>
    /// <param name="callback">The method to call: it takes the bytes or nothing and returns <see cref="Task"/>.</param>
    /// <param name="callbackParams">The bytes.</param>
    /// <param name="dueTime">How long until it fires first; zero is at once.</param>
    /// <param name="period">How long between two firings; negative one millisecond is never again.</param>
    public Task<ActorTimer> RegisterTimerAsync(
        string timerName,
        string callback,
        byte[] callbackParams,
        TimeSpan dueTime,
        TimeSpan period) =>
        RegisterAsync(new ActorTimer(Type, Id, NameOrNew(timerName), callback, callbackParams, dueTime, period));

    /// <summary>The same, ending after <paramref name="ttl"/>.</summary>
    public Task<ActorTimer> RegisterTimerAsync(
        string timerName,
        string callback,
        byte[] callbackParams,
        TimeSpan dueTime,
        TimeSpan period,
        TimeSpan ttl) =>
        RegisterAsync(new ActorTimer(Type, Id, NameOrNew(timerName), callback, callbackParams, dueTime, period, ttl));

    /// <summary>Ends a timer.</summary>
    protected Task UnregisterTimerAsync(ActorTimer timer) => Host.TimerManager.UnregisterTimerAsync(timer);

    /// <summary>Ends the timer of that name.</summary>
    protected Task UnregisterTimerAsync(string timerName) =>
        Host.TimerManager.UnregisterTimerAsync(new ActorTimerToken(Type, Id, timerName));

    internal MethodInfo TimerCallback(string name)
    {
        const BindingFlags any = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static;
        var methods = Host.ActorTypeInfo.ImplementationType.GetMember(name, MemberTypes.Method, any);
        return methods switch
        {
            [] => throw new ArgumentException($"Actor {Type} has no method '{name}' for a timer to call."),
            [MethodInfo method] when method.GetParameters().Length > 1 =>
                throw new ArgumentException($"The timer callback {Type}.{name} takes more than one parameter."),
            [MethodInfo method] when method.ReturnType != typeof(Task) =>
                throw new ArgumentException($"The timer callback {Type}.{name} does not return Task."),
            [MethodInfo method] => method,
            _ => throw new ArgumentException($"The timer callback {Type}.{name} is overloaded."),
        };
    }

    private async Task<ActorTimer> RegisterAsync(ActorTimer timer)
    {
        TimerCallback(timer.TimerCallback);
        await Host.TimerManager.RegisterTimerAsync(timer);
        return timer;
    }

    private string NameOrNew(string timerName) =>
        string.IsNullOrEmpty(timerName) ? $"{Id}_Timer_{Guid.NewGuid()}" : timerName;
}
