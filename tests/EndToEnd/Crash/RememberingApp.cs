using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Fleet.Tests.EndToEnd.Crash;

/// <summary>An app in the test's process that outlives its sidecar and remembers what it was given.</summary>
internal sealed class RememberingApp : IAsyncDisposable
{
    private readonly WebApplication app;

    private RememberingApp(WebApplication app) => this.app = app;

    /// <summary>What came, as <c>event 5</c>, <c>reminder 5</c>, <c>job 5</c>.</summary>
    public ConcurrentDictionary<string, int> Came { get; } = new(StringComparer.Ordinal);

    public static async Task<RememberingApp> StartAsync(int port)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls($"http://127.0.0.1:{port}");
        var app = builder.Build();
        var remembering = new RememberingApp(app);
        app.MapGet("/dapr/config", () => Results.Text("""{"entities":["Robot"]}""", "application/json"));
        app.MapGet("/dapr/subscribe", () => Results.Text("""[{"pubsubname":"queue","topic":"events","route":"/events"}]""", "application/json"));
        app.MapPost("/events", async (HttpRequest request) => remembering.Note("event " + (await JsonNode.ParseAsync(request.Body))!["data"]!["number"]));
        app.MapPut("/actors/Robot/{id}/method/remind/{name}", (string id, string name) => remembering.Note("reminder " + name));
        app.MapPut("/actors/Robot/{id}/method/{method}", () => Results.Ok());
        app.MapDelete("/actors/Robot/{id}", () => Results.Ok());
        app.MapPost("/job/{name}", (string name) => remembering.Note("job " + name));
        await app.StartAsync();
        return remembering;
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();

    private IResult Note(string what)
    {
        Came.AddOrUpdate(what, 1, (_, times) => times + 1);
        return Results.Ok();
    }
}
