using Dapr.Actors.Client;
using Microsoft.Extensions.Logging;

namespace Dapr.Actors.Runtime;

/// <summary>The actors of the app: which it hosts and which are in memory.</summary>
public sealed class ActorRuntime
{
    private readonly Dictionary<string, ActorManager> managers;
    private readonly ActorRuntimeOptions options;

    internal ActorRuntime(
        ActorRuntimeOptions options,
        ActorCalls calls,
        ActorActivatorFactory activators,
        IActorProxyFactory proxies,
        ILoggerFactory loggers,
        TimeProvider time)
    {
        this.options = options;
        managers = options.Actors.ToDictionary(
            registration => registration.Type.ActorTypeName,
            registration => new ActorManager(
                registration.Type,
                registration.Activator ?? activators.CreateActivator(registration.Type),
                new ActorEnvironment(calls, options.JsonSerializerOptions, proxies, loggers, time)));
    }

    /// <summary>The actor classes that the app hosts.</summary>
    public IReadOnlyList<ActorRegistration> RegisteredActors => options.Actors;

    internal ActorRuntimeOptions Options => options;

    internal ActorManager ManagerOf(string actorType) => managers.TryGetValue(actorType, out var manager)
        ? manager
        : throw new InvalidOperationException($"This app hosts no actors of type '{actorType}'.");
}
