using System.Net.Http.Headers;
using System.Text;

namespace Fleet.Tests.Benchmarks;

/// <summary>State writes and reads through the HTTP API, durable and in memory; the budget is 10,000 durable writes/s on 16 connections.</summary>
internal static class StateBenchmark
{
    private const double Budget = 10_000;
    private static readonly TimeSpan Duration = TimeSpan.FromSeconds(4);

    public static async Task RunAsync(CancellationToken cancellationToken)
    {
        await using var runtime = await BenchmarkRuntime.StartAsync(
            [("durable", "state.sqlite", "state.db"), ("memory", "state.in-memory", "")], app: null, cancellationToken);
        await Load.RunAsync("healthz, 16 connections", 16, Duration, (_, _) => GetAsync(runtime.Client, "/v1.0/healthz"));
        var memory = await Load.RunAsync("memory write, 16 connections", 16, Duration, (connection, number) => SaveAsync(runtime.Client, "memory", connection, number));
        foreach (var connections in (int[])[1, 16, 64])
        {
            var durable = await Load.RunAsync(
                $"durable write, {connections} connections", connections, Duration, (connection, number) => SaveAsync(runtime.Client, "durable", connection, number));
            if (connections == 16)
                Console.WriteLine($"   of the budget {durable / Budget:P0}, of memory {durable / memory:P0}");
        }

        await Load.RunAsync("durable read, 16 connections", 16, Duration, (connection, _) => GetAsync(runtime.Client, $"/v1.0/state/durable/{connection}-1"));
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
