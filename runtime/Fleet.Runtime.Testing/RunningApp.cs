using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Fleet.Runtime.Testing;

/// <summary>An app that has been started without a port: its own Program, or one that a test builds.</summary>
/// <param name="Handler">Calls of it go through here.</param>
/// <param name="Services">Its services.</param>
internal sealed record RunningApp(HttpMessageHandler Handler, IServiceProvider Services, IAsyncDisposable Whole) : IAsyncDisposable
{
    /// <inheritdoc/>
    public ValueTask DisposeAsync() => Whole.DisposeAsync();

    /// <summary>The Program in the assembly of <typeparamref name="TEntry"/>.</summary>
    public static Task<RunningApp> OfProgram<TEntry>(AppLine toSidecar, TimeProvider time, Action<IWebHostBuilder>? configure)
        where TEntry : class
    {
        var factory = new WebApplicationFactory<TEntry>().WithWebHostBuilder(host =>
        {
            host.UseContentRoot(AppContext.BaseDirectory);
            host.ConfigureTestServices(services => Connect(services, toSidecar, time));
            configure?.Invoke(host);
        });
        return Task.FromResult(new RunningApp(factory.Server.CreateHandler(), factory.Server.Services, factory));
    }

    /// <summary>An app that a test builds.</summary>
    public static async Task<RunningApp> OfBuilder(AppLine toSidecar, FleetTestOptions options, Func<WebApplicationBuilder, WebApplication> build)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.WebHost.UseTestServer();
        builder.Services.AddSingleton(options.Logs);
        Connect(builder.Services, toSidecar, options.Time);
        var app = build(builder);
        await app.StartAsync();
        return new RunningApp(app.GetTestServer().CreateHandler(), app.Services, app);
    }

    /// <summary>An app that is one function.</summary>
    public static Func<WebApplicationBuilder, WebApplication> Of(RequestDelegate answer) => builder =>
    {
        var app = builder.Build();
        app.Run(answer);
        return app;
    };

    private static void Connect(IServiceCollection services, AppLine toSidecar, TimeProvider time)
    {
        // The stand-in SDK takes this handler for everything that it sends to its sidecar.
        services.AddKeyedSingleton<HttpMessageHandler>("dapr", toSidecar);
        services.Replace(ServiceDescriptor.Singleton(time));
    }
}
