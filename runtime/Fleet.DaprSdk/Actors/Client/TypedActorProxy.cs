#nullable enable
using System.Collections.Concurrent;
using System.Reflection;
using System.Text.Json;

namespace Dapr.Actors.Client;

/// <summary>Stands behind an actor interface: a call of a method becomes a call of the actor.</summary>
#pragma warning disable CA1852 // The proxies that are made at run time derive from it.
internal class TypedActorProxy : DispatchProxy, IActorProxy
#pragma warning restore CA1852
{
    private static readonly ConcurrentDictionary<MethodInfo, TypedActorMethod> Methods = new();

    private ActorCalls? calls;
    private JsonSerializerOptions? json;

    public ActorId ActorId { get; private set; } = null!;

    public string ActorType { get; private set; } = null!;

    public static object For(Type actorInterface, ActorCalls calls, ActorId actorId, string actorType, JsonSerializerOptions json)
    {
        ArgumentNullException.ThrowIfNull(actorInterface);
        if (!actorInterface.IsInterface || !typeof(IActor).IsAssignableFrom(actorInterface))
        {
            throw new ArgumentException($"{actorInterface} is not an interface that extends IActor.", nameof(actorInterface));
        }

        var proxy = (TypedActorProxy)Create(actorInterface, typeof(TypedActorProxy));
        proxy.calls = calls;
        proxy.json = json;
        proxy.ActorId = actorId;
        proxy.ActorType = actorType;
        return proxy;
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        var method = Methods.GetOrAdd(targetMethod!, TypedActorMethod.Of);
        var (arguments, cancellationToken) = method.Split(args ?? []);
        var answer = calls!.InvokeAsync(
            ActorType,
            ActorId,
            method.Name,
            method.Serialize(arguments, json!),
            cancellationToken,
            typedCall: method.ArgumentCount);
        return method.Complete(answer, json!, cancellationToken);
    }
}
