using Dapr.Client;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Fleet.Tests.Unit.DaprSdk;

/// <summary>Clients as an app gets them from its services.</summary>
internal static class Clients
{
    public static DaprClient For(
        HttpMessageHandler sidecar,
        TimeProvider? time = null,
        params (string Name, string Value)[] configuration)
    {
        var services = new ServiceCollection();
        services.AddKeyedSingleton("dapr", sidecar);
        services.AddSingleton(time ?? TimeProvider.System);
        services.AddSingleton<IConfiguration>(new ConfigurationBuilder()
            .AddInMemoryCollection(configuration.ToDictionary(pair => pair.Name, pair => (string?)pair.Value))
            .Build());
        services.AddDaprClient();
        return services.BuildServiceProvider().GetRequiredService<DaprClient>();
    }
}

/// <summary>A value to store, publish or send.</summary>
internal sealed record Widget(string Name, int Size);
