using Fleet.Runtime.Hosting;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Fleet.Runtime.Testing;

/// <summary>An app that runs in the test's process.</summary>
public sealed class HostedApp : IAsyncDisposable
{
    private readonly IAsyncDisposable factory;

    private HostedApp(string appId, IAsyncDisposable factory, TestServer server, AppLine toSidecar)
    {
        AppId = appId;
        ToSidecar = toSidecar;
        this.factory = factory;
        Handler = new PlainUris(server.CreateHandler());
        Services = server.Services;
    }

    /// <summary>App id.</summary>
    public string AppId { get; }

    /// <summary>The app's services.</summary>
    public IServiceProvider Services { get; }

    /// <summary>The app's sidecar.</summary>
    public Sidecar Sidecar { get; internal set; } = null!;

    /// <summary>The way from the app to its sidecar; a restarted app has a new one.</summary>
    public AppLine ToSidecar { get; }

    /// <summary>The way from the sidecar to the app; a restarted app keeps it.</summary>
    public AppLine ToApp { get; internal set; } = null!;

    /// <summary>Calls of the app go through here.</summary>
    internal HttpMessageHandler Handler { get; }

    /// <summary>A client that calls the app itself, past its sidecar.</summary>
    public HttpClient CreateClient() => new(Handler, disposeHandler: false) { BaseAddress = new Uri("http://localhost") };

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => factory.DisposeAsync();

    internal static HostedApp Create<TEntry>(string appId, AppLine toSidecar, FleetTestOptions options, Action<IWebHostBuilder>? configure)
        where TEntry : class
    {
        var factory = new WebApplicationFactory<TEntry>().WithWebHostBuilder(host =>
        {
            host.UseContentRoot(AppContext.BaseDirectory);
            host.ConfigureTestServices(services =>
            {
                // The stand-in SDK takes this handler for everything that it sends to its sidecar.
                services.AddKeyedSingleton<HttpMessageHandler>("dapr", toSidecar);
                services.Replace(ServiceDescriptor.Singleton(options.Time));
            });
            configure?.Invoke(host);
        });
        return new HostedApp(appId, factory, factory.Server, toSidecar);
    }
}
