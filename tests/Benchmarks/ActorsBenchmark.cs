using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace Fleet.Tests.Benchmarks;

/// <summary>
/// Actor calls through the HTTP API to an app behind a real connection, which saves its state in each turn; the budget is
/// 3,000 calls/s with one durable write on 16 connections.
/// </summary>
internal static class ActorsBenchmark
{
    private const double Budget = 3_000;
    private static readonly TimeSpan Duration = TimeSpan.FromSeconds(4);

    public static async Task RunAsync(CancellationToken cancellationToken)
    {
        HttpClient? sidecar = null;
        await using var app = await StartAppAsync(() => sidecar!, cancellationToken);
        var appPort = new Uri(app.Urls.First()).Port;
        await using var runtime = await BenchmarkRuntime.StartAsync(
            [(BenchmarkRuntime.ActorStore, "state.sqlite", "actors.db")], app: null, cancellationToken, appPort);
        sidecar = runtime.Client;
        while (!runtime.Sidecar.IsAppReady)
            await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System, cancellationToken);

        var bare = await Load.RunAsync("healthz, 16 connections", 16, Duration, (_, _) => GetAsync(runtime.Client));
        var empty = await Load.RunAsync("call without state, 16 connections", 16, Duration, (connection, _) => CallAsync(runtime.Client, connection, "empty"));
        foreach (var connections in (int[])[1, 16, 64])
        {
            var saving = await Load.RunAsync(
                $"call with one durable write, {connections} connections", connections, Duration, (connection, _) => CallAsync(runtime.Client, connection, "save"));
            if (connections == 16)
                Console.WriteLine($"   of the budget {saving / Budget:P0}, of calls without state {saving / empty:P0}, of healthz {saving / bare:P0}");
        }

        await Load.RunAsync("call of one busy actor, 16 connections", 16, Duration, (_, _) => CallAsync(runtime.Client, 0, "empty"));
    }

    private static async Task CallAsync(HttpClient client, int actor, string method)
    {
        using var content = Json("{\"number\":1}");
        using var answer = await client.PutAsync($"/v1.0/actors/Counter/{actor}/method/{method}", content);
        answer.EnsureSuccessStatusCode();
    }

    private static async Task GetAsync(HttpClient client)
    {
        using var answer = await client.GetAsync("/v1.0/healthz");
        answer.EnsureSuccessStatusCode();
    }

    private static async Task<WebApplication> StartAppAsync(Func<HttpClient> sidecar, CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, FreePort()));
        var app = builder.Build();
        app.Run(http => AnswerAsync(http, sidecar));
        await app.StartAsync(cancellationToken);
        return app;
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

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
