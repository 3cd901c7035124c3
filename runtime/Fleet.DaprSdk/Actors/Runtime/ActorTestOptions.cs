using System.Text.Json;
using Dapr.Actors.Client;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Dapr.Actors.Runtime;

/// <summary>What an actor under test gets; what a test does not set throws when the actor uses it.</summary>
public sealed class ActorTestOptions
{
    /// <summary>The actor's id; random unless set.</summary>
    public ActorId ActorId { get; set; } = ActorId.CreateRandom();

    /// <summary>Makes logs; none unless set.</summary>
    public ILoggerFactory LoggerFactory { get; set; } = NullLoggerFactory.Instance;

    /// <summary>How values become JSON and back.</summary>
    public JsonSerializerOptions JsonSerializerOptions { get; set; } = new(JsonSerializerDefaults.Web);

    /// <summary>Makes proxies.</summary>
    public IActorProxyFactory ProxyFactory { get; set; } = new NoProxies();

    /// <summary>Registers reminders and timers.</summary>
    public ActorTimerManager TimerManager { get; set; } = new NoTimers();

    private static NotSupportedException NotSet(string property) =>
        new($"The actor under test needs {nameof(ActorTestOptions)}.{property}, which the test has not set.");

    private sealed class NoProxies : IActorProxyFactory
    {
        public TActorInterface CreateActorProxy<TActorInterface>(ActorId actorId, string actorType, ActorProxyOptions options = null)
            where TActorInterface : IActor => throw NotSet(nameof(ProxyFactory));

        public object CreateActorProxy(ActorId actorId, Type actorInterfaceType, string actorType, ActorProxyOptions options = null) =>
            throw NotSet(nameof(ProxyFactory));

        public ActorProxy Create(ActorId actorId, string actorType, ActorProxyOptions options = null) =>
            throw NotSet(nameof(ProxyFactory));
    }

    private sealed class NoTimers : ActorTimerManager
    {
        public override Task RegisterReminderAsync(ActorReminder reminder) => throw NotSet(nameof(TimerManager));

        public override Task<IActorReminder> GetReminderAsync(ActorReminderToken reminder) => throw NotSet(nameof(TimerManager));

        public override Task UnregisterReminderAsync(ActorReminderToken reminder) => throw NotSet(nameof(TimerManager));

        public override Task RegisterTimerAsync(ActorTimer timer) => throw NotSet(nameof(TimerManager));

        public override Task UnregisterTimerAsync(ActorTimerToken timer) => throw NotSet(nameof(TimerManager));
    }
}
