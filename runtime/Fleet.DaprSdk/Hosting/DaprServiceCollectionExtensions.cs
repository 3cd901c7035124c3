#nullable enable
using Dapr;
using Dapr.Client;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Registers the client.</summary>
public static class DaprServiceCollectionExtensions
{
    /// <summary>
    /// Adds one <see cref="DaprClient"/> for the app. Endpoint and token come from the configuration or the environment
    /// unless <paramref name="configure"/> sets them.
    /// </summary>
    public static void AddDaprClient(this IServiceCollection services, Action<DaprClientBuilder>? configure = null) =>
        Add(services, (_, builder) => configure?.Invoke(builder));

    /// <summary>The same, with the services at hand.</summary>
    public static void AddDaprClient(this IServiceCollection services, Action<IServiceProvider, DaprClientBuilder> configure) =>
        Add(services, (provider, builder) => configure?.Invoke(provider, builder));

    private static void Add(IServiceCollection services, Action<IServiceProvider, DaprClientBuilder> configure)
    {
        ArgumentNullException.ThrowIfNull(services);
        services.TryAddSingleton(provider =>
        {
            var configuration = provider.GetService<IConfiguration>();
            var builder = new DaprClientBuilder()
                .UseTransport(SidecarHandler.Registered(provider), provider.GetService<TimeProvider>())
                .UseHttpEndpoint(DaprDefaults.HttpEndpoint(configuration))
                .UseGrpcEndpoint(DaprDefaults.GrpcEndpoint(configuration));
            if (DaprDefaults.ApiToken(configuration) is { Length: > 0 } token)
            {
                builder.UseDaprApiToken(token);
            }

            configure(provider, builder);
            return builder.Build();
        });
    }
}
