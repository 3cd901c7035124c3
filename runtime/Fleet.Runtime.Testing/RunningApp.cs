using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Fleet.Runtime.Testing;

/// <summary>An app that has been started without a port: its own Program, or one that a test builds.</summary>
/// <param name="Handler">Calls of it go through here.</param>
/// <param name="Services">Its services.</param>
internal sealed record RunningApp(HttpMessageHandler Handler, IServiceProvider Services, IAsyncDisposable Whole) : IAsyncDisposable
{
    /// <inheritdoc/>
    public ValueTask DisposeAsync() => Whole.DisposeAsync();

    /// <summary>The Program in the assembly of <typeparamref name="TEntry"/>.</summary>
    public static Task<RunningApp> OfProgram<TEntry>(AppWiring wiring, Action<IWebHostBuilder>? configure)
        where TEntry : class
    {
        var factory = new WebApplicationFactory<TEntry>().WithWebHostBuilder(host =>
        {
            host.UseContentRoot(AppContext.BaseDirectory);
            host.ConfigureTestServices(wiring.Connect);
            configure?.Invoke(host);
        });
        return Task.FromResult(new RunningApp(factory.Server.CreateHandler(), factory.Server.Services, factory));
    }

    /// <summary>An app that a test builds.</summary>
    public static async Task<RunningApp> OfBuilder(AppWiring wiring, ILoggerFactory logs, Func<WebApplicationBuilder, WebApplication> build)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.WebHost.UseTestServer();
        builder.Services.AddSingleton(logs);
        wiring.Connect(builder.Services);
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
}
