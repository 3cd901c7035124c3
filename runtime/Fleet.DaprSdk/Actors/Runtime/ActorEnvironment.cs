#nullable enable
using System.Text.Json;
using Dapr.Actors.Client;
using Microsoft.Extensions.Logging;

namespace Dapr.Actors.Runtime;

/// <summary>What every actor of the app is given.</summary>
internal sealed record ActorEnvironment(
    ActorCalls Calls,
    JsonSerializerOptions Json,
    IActorProxyFactory Proxies,
    ILoggerFactory Loggers,
    TimeProvider Time)
{
    private readonly ActorTimerManager timers = new SidecarTimerManager(Calls);

    public ActorHost HostFor(ActorTypeInformation type, string actorId) =>
        new(type, new ActorId(actorId), Json, Loggers, Proxies, timers)
        {
            StateStore = new ActorStateStore(Calls, type.ActorTypeName, actorId, Json, Time),
        };
}
