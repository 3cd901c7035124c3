#nullable enable
using Dapr;
using Dapr.Actors;
using Dapr.Actors.Client;
using Dapr.Actors.Runtime;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Registers actors.</summary>
public static class ActorsServiceCollectionExtensions
{
    /// <summary>
    /// Adds the actor runtime and an <see cref="IActorProxyFactory"/>. Endpoint and token come from the configuration or
    /// the environment unless <paramref name="configure"/> sets them.
    /// </summary>
    public static void AddActors(
        this IServiceCollection? services,
        Action<ActorRuntimeOptions>? configure,
        ServiceLifetime lifetime = ServiceLifetime.Singleton)
    {
        ArgumentNullException.ThrowIfNull(services);
        services.AddRouting();
        services.AddHealthChecks();
        services.AddLogging();
        services.TryAddSingleton<ActorTransport>();
        services.TryAdd(new ServiceDescriptor(typeof(ActorActivatorFactory), typeof(ServiceActorActivatorFactory), lifetime));
        services.TryAdd(new ServiceDescriptor(typeof(IActorProxyFactory), Proxies, lifetime));
        services.TryAdd(new ServiceDescriptor(typeof(ActorRuntime), Runtime, lifetime));
        if (configure is not null)
        {
            services.Configure(configure);
        }
    }

    private static ActorProxyFactory Proxies(IServiceProvider services)
    {
        var options = Options(services);
        var proxyOptions = new ActorProxyOptions
        {
            JsonSerializerOptions = options.JsonSerializerOptions,
            DaprApiToken = options.DaprApiToken,
            HttpEndpoint = options.HttpEndpoint,
            UseJsonSerialization = options.UseJsonSerialization,
        };
        return new ActorProxyFactory(proxyOptions, services.GetRequiredService<ActorTransport>().Handler);
    }

    private static ActorRuntime Runtime(IServiceProvider services)
    {
        var options = Options(services);
        var client = new HttpClient(services.GetRequiredService<ActorTransport>().Handler, disposeHandler: false);
        return new ActorRuntime(
            options,
            new ActorCalls(new SidecarHttp(client, new Uri(options.HttpEndpoint!), options.DaprApiToken)),
            services.GetRequiredService<ActorActivatorFactory>(),
            services.GetRequiredService<IActorProxyFactory>(),
            services.GetRequiredService<ILoggerFactory>(),
            services.GetService<TimeProvider>() ?? TimeProvider.System);
    }

    private static ActorRuntimeOptions Options(IServiceProvider services)
    {
        var options = services.GetRequiredService<IOptions<ActorRuntimeOptions>>().Value;
        var configuration = services.GetService<IConfiguration>();
        if (string.IsNullOrWhiteSpace(options.DaprApiToken))
        {
            options.DaprApiToken = DaprDefaults.ApiToken(configuration);
        }

        if (string.IsNullOrWhiteSpace(options.HttpEndpoint))
        {
            options.HttpEndpoint = DaprDefaults.HttpEndpoint(configuration);
        }

        return options;
    }
}
