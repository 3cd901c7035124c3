using System.Net.Http.Headers;
using System.Text;
using Dapr.Actors.Runtime;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Fleet.Tests.Unit.DaprSdk;

/// <summary>An app in this process, called as a sidecar would call it.</summary>
internal sealed class TestApp : IAsyncDisposable
{
    private readonly WebApplication app;

    private TestApp(WebApplication app) => this.app = app;

    public HttpClient Client => app.GetTestClient();

    public IServiceProvider Services => app.Services;

    public static async Task<TestApp> StartAsync(Action<WebApplication> map, Action<IServiceCollection>? add = null)
    {
        var builder = WebApplication.CreateBuilder();
        builder.WebHost.UseTestServer();
        builder.Logging.ClearProviders();
        add?.Invoke(builder.Services);
        var app = builder.Build();
        map(app);
        await app.StartAsync();
        return new TestApp(app);
    }

    /// <summary>An app that hosts actors, whose state, reminders, timers and proxies go to the given sidecar.</summary>
    public static Task<TestApp> WithActorsAsync(
        HttpMessageHandler sidecar,
        Action<ActorRuntimeOptions> configure,
        TimeProvider? time = null) =>
        StartAsync(
            app => app.MapActorsHandlers(),
            services =>
            {
                services.AddKeyedSingleton("dapr", sidecar);
                services.AddSingleton(time ?? TimeProvider.System);
                services.AddSingleton<ActorLog>();
                services.AddActors(configure);
            });

    public async Task<HttpResponseMessage> PutAsync(string path, string? json = null)
    {
        using var content = new StringContent(json ?? "", Encoding.UTF8, "application/json");
        return await Client.PutAsync(path, content);
    }

    public async Task<HttpResponseMessage> PostAsync(string path, string body, string contentType)
    {
        using var content = new StringContent(body);
        content.Headers.ContentType = MediaTypeHeaderValue.Parse(contentType);
        return await Client.PostAsync(path, content);
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();
}

/// <summary>What actors under test tell of themselves.</summary>
internal sealed class ActorLog
{
    public List<string> Lines { get; } = [];
}
