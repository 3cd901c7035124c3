using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;

namespace Fleet.Runtime.Testing;

/// <summary>What ties an app to its host.</summary>
/// <param name="ToSidecar">The way to its sidecar.</param>
/// <param name="Time">Its clock.</param>
/// <param name="Thrown">Hears of what its handlers throw.</param>
internal sealed record AppWiring(AppLine ToSidecar, TimeProvider Time, Action<Exception> Thrown)
{
    /// <summary>Puts it into the services of the app.</summary>
    public void Connect(IServiceCollection services)
    {
        // The stand-in SDK takes this handler for everything that it sends to its sidecar.
        services.AddKeyedSingleton<HttpMessageHandler>("dapr", ToSidecar);
        services.Replace(ServiceDescriptor.Singleton(Time));
        // The first filter is the outermost.
        services.Insert(0, ServiceDescriptor.Singleton<IStartupFilter>(provider => new AppFailures(provider.GetRequiredService<ILoggerFactory>(), Thrown)));
    }
}
