using System.Collections.Concurrent;

namespace Dapr.Actors.Client;

/// <summary>Makes proxies; one factory keeps one pool of connections.</summary>
public class ActorProxyFactory : IActorProxyFactory
{
    private readonly ConcurrentDictionary<(string Endpoint, string Token, TimeSpan? Timeout), ActorCalls> calls = new();
    private readonly Lazy<HttpMessageHandler> handler;
    private ActorProxyOptions defaultOptions;

    /// <summary>Uses other connections, or the pool.</summary>
    [Obsolete("Use the constructor that takes an HttpMessageHandler.")]
    public ActorProxyFactory(ActorProxyOptions options, HttpClientHandler handler)
        : this(options, (HttpMessageHandler)handler)
    {
    }

    /// <summary>Uses other connections, or the pool.</summary>
    public ActorProxyFactory(ActorProxyOptions options = null, HttpMessageHandler handler = null)
    {
        defaultOptions = options ?? new ActorProxyOptions();
        this.handler = handler is null ? new(SidecarHandler.Pooled) : new(handler);
    }

    /// <summary>The options of proxies made without.</summary>
    public ActorProxyOptions DefaultOptions
    {
        get => defaultOptions;
        set => defaultOptions = value ?? throw new ArgumentNullException(nameof(value));
    }

    /// <inheritdoc/>
    public TActorInterface CreateActorProxy<TActorInterface>(ActorId actorId, string actorType, ActorProxyOptions options = null)
        where TActorInterface : IActor =>
        (TActorInterface)CreateActorProxy(actorId, typeof(TActorInterface), actorType, options);

    /// <inheritdoc/>
    public object CreateActorProxy(ActorId actorId, Type actorInterfaceType, string actorType, ActorProxyOptions options = null)
    {
        options ??= defaultOptions;
        return TypedActorProxy.For(actorInterfaceType, CallsOf(options), actorId, actorType, options.JsonSerializerOptions);
    }

    /// <inheritdoc/>
    public ActorProxy Create(ActorId actorId, string actorType, ActorProxyOptions options = null)
    {
        options ??= defaultOptions;
        return ActorProxy.For(CallsOf(options), actorId, actorType, options.JsonSerializerOptions);
    }

    private ActorCalls CallsOf(ActorProxyOptions options) =>
        calls.GetOrAdd((options.HttpEndpoint, options.DaprApiToken, options.RequestTimeout), key =>
        {
            var client = new HttpClient(handler.Value, disposeHandler: false);
            if (key.Timeout is { } timeout)
            {
                client.Timeout = timeout;
            }

            return new ActorCalls(new SidecarHttp(client, new Uri(key.Endpoint), key.Token));
        });
}
