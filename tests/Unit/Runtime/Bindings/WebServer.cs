using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Logging;

namespace Fleet.Tests.Unit.Runtime.Bindings;

/// <summary>An HTTP server on the loopback that a binding can call; it keeps what it was asked.</summary>
internal sealed class WebServer : IAsyncDisposable
{
    private readonly WebApplication server;

    private WebServer(WebApplication server) => this.server = server;

    public ConcurrentQueue<(string Line, string Body, IReadOnlyDictionary<string, string> Headers)> Calls { get; } = new();

    public string Url => server.Urls.Single();

    public static async Task<WebServer> StartAsync(Func<HttpContext, Task> answer, Action<ListenOptions>? configure = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(IPAddress.Loopback, 0, listen => configure?.Invoke(listen));
        });
        if (configure is not null)
            builder.WebHost.UseKestrelHttpsConfiguration();
        var app = builder.Build();
        var server = new WebServer(app);
        app.Run(async http =>
        {
            using var reader = new StreamReader(http.Request.Body);
            var body = await reader.ReadToEndAsync(http.RequestAborted);
            var headers = http.Request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase);
            server.Calls.Enqueue(($"{http.Request.Method} {http.Request.Path}{http.Request.QueryString}", body, headers));
            await answer(http);
        });
        await app.StartAsync(TestContext.Current.CancellationToken);
        return server;
    }

    public ValueTask DisposeAsync() => server.DisposeAsync();
}
