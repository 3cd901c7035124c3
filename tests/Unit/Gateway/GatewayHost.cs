using System.Net;
using Fleet.Gateway;
using Fleet.Gateway.Forwarding;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Fleet.Tests.Unit.Gateway;

/// <summary>The gateway's own program on a free port, with a sidecar that answers what the test says.</summary>
internal sealed class GatewayHost : IAsyncDisposable
{
    private readonly WebApplication app;

    private GatewayHost(WebApplication app, HttpClient client) => (this.app, Client) = (app, client);

    public HttpClient Client { get; }

    public static async Task<GatewayHost> Start(Func<HttpRequestMessage, CancellationToken, Task<HttpResponseMessage>> sidecar, params (string Key, string Value)[] settings)
    {
        var app = GatewayApp.Build([.. settings.Select(setting => $"--{setting.Key}={setting.Value}")], builder =>
        {
            builder.Logging.ClearProviders();
            builder.WebHost.UseUrls("http://127.0.0.1:0");
            builder.Services.AddSingleton(_ => new SidecarChannel(new HttpMessageInvoker(new Answering(sidecar)), new Uri("http://sidecar:3500"), "secret"));
        });
        await app.StartAsync();
        return new GatewayHost(app, new HttpClient { BaseAddress = new Uri(app.Urls.First()) });
    }

    public static Task<GatewayHost> Start(Func<HttpRequestMessage, HttpResponseMessage> sidecar, params (string Key, string Value)[] settings) =>
        Start((request, _) => Task.FromResult(sidecar(request)), settings);

    public static HttpResponseMessage Json(HttpStatusCode status, string json, string type = "application/json") =>
        new(status) { Content = new StringContent(json, System.Text.Encoding.UTF8, type) };

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await app.StopAsync();
        await app.DisposeAsync();
    }

    private sealed class Answering(Func<HttpRequestMessage, CancellationToken, Task<HttpResponseMessage>> answer) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) => answer(request, cancellationToken);
    }
}
