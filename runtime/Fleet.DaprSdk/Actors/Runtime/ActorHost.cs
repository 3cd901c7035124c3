using System.Text.Json;
using Dapr.Actors.Client;
using Microsoft.Extensions.Logging;

namespace Dapr.Actors.Runtime;

/// <summary>What the runtime gives an actor.</summary>
public sealed class ActorHost
{
    internal ActorHost(
        ActorTypeInformation actorTypeInfo,
        ActorId id,
        JsonSerializerOptions jsonSerializerOptions,
        ILoggerFactory loggerFactory,
        IActorProxyFactory proxyFactory,
        ActorTimerManager timerManager)
    {
        ActorTypeInfo = actorTypeInfo;
        Id = id;
        JsonSerializerOptions = jsonSerializerOptions;
        LoggerFactory = loggerFactory;
        ProxyFactory = proxyFactory;
        TimerManager = timerManager;
    }

    /// <summary>The actor's class.</summary>
    public ActorTypeInformation ActorTypeInfo { get; }

    /// <summary>The actor's id.</summary>
    public ActorId Id { get; }

    /// <summary>Makes logs.</summary>
    public ILoggerFactory LoggerFactory { get; }

    /// <summary>How state, arguments and results become JSON and back.</summary>
    public JsonSerializerOptions JsonSerializerOptions { get; }

    /// <summary>Makes proxies to other actors.</summary>
    public IActorProxyFactory ProxyFactory { get; }

    /// <summary>Registers reminders and timers.</summary>
    public ActorTimerManager TimerManager { get; }

    internal ActorStateStore StateStore { get; init; }

    /// <summary>A host for an actor under test; it has no state store.</summary>
    public static ActorHost CreateForTest<TActor>(ActorTestOptions options = null)
        where TActor : Actor => CreateForTest(typeof(TActor), null, options);

    /// <summary>The same, under a type name.</summary>
    public static ActorHost CreateForTest<TActor>(string actorTypeName, ActorTestOptions options = null)
        where TActor : Actor => CreateForTest(typeof(TActor), actorTypeName, options);

    /// <summary>The same, of a class known only at run time.</summary>
    public static ActorHost CreateForTest(Type actorType, ActorTestOptions options = null) =>
        CreateForTest(actorType, null, options);

    /// <summary>The same, of a class known only at run time and under a type name.</summary>
    public static ActorHost CreateForTest(Type actorType, string actorTypeName, ActorTestOptions options = null)
    {
        options ??= new ActorTestOptions();
        return new ActorHost(
            ActorTypeInformation.Get(actorType, actorTypeName),
            options.ActorId,
            options.JsonSerializerOptions,
            options.LoggerFactory,
            options.ProxyFactory,
            options.TimerManager);
    }
}
