using System.Text.Json;

namespace Dapr.Actors.Client;

/// <summary>Calls an actor's methods by name, with JSON both ways.</summary>
public class ActorProxy : IActorProxy
{
    private ActorCalls calls;
    private JsonSerializerOptions json;

    /// <summary>For a proxy that a factory completes.</summary>
    protected internal ActorProxy()
    {
    }

    /// <summary>The factory that takes all settings from the environment.</summary>
    public static IActorProxyFactory DefaultProxyFactory { get; } = new ActorProxyFactory();

    /// <inheritdoc/>
    public ActorId ActorId { get; private set; }

    /// <inheritdoc/>
    public string ActorType { get; private set; }

    /// <summary>A proxy with the actor's interface.</summary>
    public static TActorInterface Create<TActorInterface>(ActorId actorId, string actorType, ActorProxyOptions options = null)
        where TActorInterface : IActor =>
        DefaultProxyFactory.CreateActorProxy<TActorInterface>(actorId, actorType, options);

    /// <summary>A proxy with the actor's interface, known only at run time.</summary>
    public static object Create(ActorId actorId, Type actorInterfaceType, string actorType, ActorProxyOptions options = null) =>
        DefaultProxyFactory.CreateActorProxy(actorId, actorInterfaceType, actorType, options);

    /// <summary>A proxy that calls methods by name.</summary>
    public static ActorProxy Create(ActorId actorId, string actorType, ActorProxyOptions options = null) =>
        DefaultProxyFactory.Create(actorId, actorType, options);

    /// <summary>Calls a method with an argument and reads its result.</summary>
    public async Task<TResponse> InvokeMethodAsync<TRequest, TResponse>(
        string method,
        TRequest data,
        CancellationToken cancellationToken = default)
    {
        using var answer = await calls.InvokeAsync(ActorType, ActorId, method, Serialize(data), cancellationToken);
        return await ReadAsync<TResponse>(answer, cancellationToken);
    }

    /// <summary>Calls a method with an argument.</summary>
    public async Task InvokeMethodAsync<TRequest>(string method, TRequest data, CancellationToken cancellationToken = default)
    {
        using var answer = await calls.InvokeAsync(ActorType, ActorId, method, Serialize(data), cancellationToken);
    }

    /// <summary>Calls a method without an argument and reads its result.</summary>
    public async Task<TResponse> InvokeMethodAsync<TResponse>(string method, CancellationToken cancellationToken = default)
    {
        using var answer = await calls.InvokeAsync(ActorType, ActorId, method, null, cancellationToken);
        return await ReadAsync<TResponse>(answer, cancellationToken);
    }

    /// <summary>Calls a method without an argument.</summary>
    public async Task InvokeMethodAsync(string method, CancellationToken cancellationToken = default)
    {
        using var answer = await calls.InvokeAsync(ActorType, ActorId, method, null, cancellationToken);
    }

    internal static ActorProxy For(ActorCalls calls, ActorId actorId, string actorType, JsonSerializerOptions json) =>
        new() { calls = calls, ActorId = actorId, ActorType = actorType, json = json };

    private ReadOnlyMemory<byte> Serialize<TRequest>(TRequest data) => JsonSerializer.SerializeToUtf8Bytes(data, json);

    private async Task<TResponse> ReadAsync<TResponse>(HttpResponseMessage answer, CancellationToken cancellationToken)
    {
        var body = await answer.Content.ReadAsStreamAsync(cancellationToken);
        return await JsonSerializer.DeserializeAsync<TResponse>(body, json, cancellationToken);
    }
}
