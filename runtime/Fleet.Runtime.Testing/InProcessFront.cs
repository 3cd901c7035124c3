using Fleet.Runtime.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.TestHost;

namespace Fleet.Runtime.Testing;

/// <summary>The second front of the runtime: its API behind an <see cref="HttpMessageHandler"/>, without a port.</summary>
public sealed class InProcessFront : IAsyncDisposable
{
    private const string SidecarKey = "fleet.sidecar";
    private readonly WebApplication app;

    private InProcessFront(WebApplication app) => this.app = app;

    /// <summary>Opens the front of a runtime.</summary>
    public static async Task<InProcessFront> OpenAsync(FleetRuntime runtime)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseTestServer(options => options.AllowSynchronousIO = false);
        var app = builder.Build();
        app.Run(http => runtime.Api.HandleAsync(http, (Sidecar)http.Items[SidecarKey]!));
        await app.StartAsync();
        return new InProcessFront(app);
    }

    /// <summary>Everything sent through this handler comes to <paramref name="sidecar"/>.</summary>
    public HttpMessageHandler HandlerOf(Sidecar sidecar) =>
        new InProcessWay(app.GetTestServer().CreateHandler(http => http.Items[SidecarKey] = sidecar));

    /// <inheritdoc/>
    public async ValueTask DisposeAsync() => await app.DisposeAsync();
}
