using System.Net.Http.Headers;
using System.Text;
using Fleet.Tests.Benchmarks.Processes;

namespace Fleet.Tests.Benchmarks;

/// <summary>State writes and reads through the HTTP API, durable and in memory.</summary>
internal static class StateBenchmark
{
    private const double Budget = 10_000;

    public static Task RunAsync(CancellationToken cancellationToken) => SidecarProcess.ForEachAsync(
        [new("durable", "state.sqlite", "state.db"), new("memory", "state.in-memory")], appPort: null, MeasureAsync, cancellationToken);

    private static async Task MeasureAsync(SidecarProcess sidecar)
    {
        sidecar.Figures.Print("healthz, 16 connections", await Load.RunAsync(16, (_, _) => GetAsync(sidecar.Client, "/v1.0/healthz")));
        var memory = await WritesAsync("memory", 16);
        sidecar.Figures.Print("memory write, 16 connections", memory);
        var durable = await sidecar.Figures.OnConnectionsAsync("durable write", connections => WritesAsync("durable", connections), Budget);
        Figures.Ratio("  of memory writes, 16 connections", durable.Rate, memory.Rate);
        await sidecar.Figures.OnConnectionsAsync("durable read", connections =>
            Load.RunAsync(connections, (connection, _) => GetAsync(sidecar.Client, $"/v1.0/state/durable/{connection}-1")));

        Task<Measured> WritesAsync(string store, int connections) =>
            Load.RunAsync(connections, (connection, number) => SaveAsync(sidecar.Client, store, connection, number));
    }

    private static async Task SaveAsync(HttpClient client, string store, int connection, int number)
    {
        var body = $"[{{\"key\":\"{connection}-{number % 1000}\",\"value\":{{\"number\":{number},\"text\":\"some hundred bytes of a value, as the state of a vehicle may be\"}}}}]";
        using var content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        using var answer = await client.PostAsync("/v1.0/state/" + store, content);
        answer.EnsureSuccessStatusCode();
    }

    private static async Task GetAsync(HttpClient client, string path)
    {
        using var answer = await client.GetAsync(path);
        answer.EnsureSuccessStatusCode();
    }
}
