using System.Net.Http.Headers;
using Fleet.Tests.Benchmarks.Processes;
using Microsoft.AspNetCore.Http;

namespace Fleet.Tests.Benchmarks;

/// <summary>Actor calls through the HTTP API to an app behind a real connection, without state and with one durable write in the turn.</summary>
internal static class ActorsBenchmark
{
    private const double Budget = 3_000;

    public static async Task RunAsync(CancellationToken cancellationToken)
    {
        HttpClient? sidecar = null;
        var (app, port) = await BenchmarkApp.StartAsync(http => AnswerAsync(http, () => sidecar!), cancellationToken);
        await using var _ = app;
        await SidecarProcess.ForEachAsync(
            [new("actorstore", "state.sqlite", "actors.db", ForActors: true)], port,
            async running =>
            {
                sidecar = running.Client;
                await running.UntilAsync(async () => (await SendAsync(running.Client, 0, "empty")).IsSuccessStatusCode, cancellationToken);
                await MeasureAsync(running);
            },
            cancellationToken);
    }

    private static async Task MeasureAsync(SidecarProcess sidecar)
    {
        // What runs first pays for the compiler.
        await CallsAsync(sidecar, 16, "empty");
        var empty = await sidecar.Figures.OnConnectionsAsync("call without state", connections => CallsAsync(sidecar, connections, "empty"));
        var saving = await sidecar.Figures.OnConnectionsAsync("call with durable write", connections => CallsAsync(sidecar, connections, "save"), Budget);
        Figures.Ratio("  of calls without state, 16 connections", saving.Rate, empty.Rate);
        sidecar.Figures.Print("one busy actor, 16 connections", await Load.RunAsync(16, (_, _) => CallAsync(sidecar.Client, 0, "empty")));
    }

    private static Task<Measured> CallsAsync(SidecarProcess sidecar, int connections, string method) =>
        Load.RunAsync(connections, (connection, _) => CallAsync(sidecar.Client, connection, method));

    private static async Task CallAsync(HttpClient client, int actor, string method)
    {
        using var answer = await SendAsync(client, actor, method);
        answer.EnsureSuccessStatusCode();
    }

    private static async Task<HttpResponseMessage> SendAsync(HttpClient client, int actor, string method)
    {
        using var content = Json("{\"number\":1}");
        return await client.PutAsync($"/v1.0/actors/Counter/{actor}/method/{method}", content);
    }

    private static async Task AnswerAsync(HttpContext http, Func<HttpClient> sidecar)
    {
        var path = http.Request.Path.Value!;
        if (path == "/dapr/config")
            await http.Response.WriteAsJsonAsync(new { entities = (string[])["Counter"] });
        else if (!path.StartsWith("/actors/", StringComparison.Ordinal))
            http.Response.StatusCode = 404;
        else if (path.EndsWith("/save", StringComparison.Ordinal))
            await SaveAsync(sidecar(), path.Split('/')[3]);
    }

    private static async Task SaveAsync(HttpClient sidecar, string id)
    {
        using var content = Json("[{\"operation\":\"upsert\",\"request\":{\"key\":\"state\",\"value\":{\"text\":\"some hundred bytes of a value, as the state of a vehicle may be\"}}}]");
        using var answer = await sidecar.PostAsync($"/v1.0/actors/Counter/{id}/state", content);
        answer.EnsureSuccessStatusCode();
    }

    private static StringContent Json(string body) => new(body, MediaTypeHeaderValue.Parse("application/json"));
}
