using System.Collections.Concurrent;
using System.Text;
using System.Text.Json;
using Fleet.Tests.Benchmarks.Processes;
using Microsoft.AspNetCore.Http;

namespace Fleet.Tests.Benchmarks;

/// <summary>From a publish over HTTP to its delivery to the app; durable in the embedded runtime, in memory in daprd.</summary>
internal static class PublishBenchmark
{
    private const int PerSecond = 200;

    public static async Task RunAsync(CancellationToken cancellationToken)
    {
        var subscriber = new Subscriber();
        var (app, port) = await BenchmarkApp.StartAsync(subscriber.AnswerAsync, cancellationToken);
        await using var _ = app;
        await SidecarProcess.ForEachAsync(
            [new("pubsub", "pubsub.sqlite", "pubsub.db")], port, sidecar => MeasureAsync(sidecar, subscriber, cancellationToken), cancellationToken);
    }

    private static async Task MeasureAsync(SidecarProcess sidecar, Subscriber subscriber, CancellationToken cancellationToken)
    {
        await sidecar.UntilAsync(async () => await Probed(sidecar, subscriber), cancellationToken);
        await PacedAsync(sidecar, subscriber, seconds: 2);
        var paced = await PacedAsync(sidecar, subscriber, seconds: 5);
        sidecar.Figures.Print($"publish to delivery at {PerSecond}/s", paced);
        sidecar.Figures.AtMost("  p50", paced.At(0.5), 0.5, "ms");
        await sidecar.Figures.OnConnectionsAsync("publish", connections =>
            Load.RunAsync(connections, (connection, number) => PublishAsync(sidecar.Client, subscriber, $"{connections}-{connection}-{number}")));
        Console.WriteLine($"   undelivered when the last publish was answered: {subscriber.Undelivered}");
        await subscriber.DrainedAsync();
    }

    private static async Task<bool> Probed(SidecarProcess sidecar, Subscriber subscriber)
    {
        await PublishAsync(sidecar.Client, subscriber, "probe");
        await Task.Delay(TimeSpan.FromMilliseconds(200), TimeProvider.System);
        return subscriber.Undelivered == 0;
    }

    private static async Task<Measured> PacedAsync(SidecarProcess sidecar, Subscriber subscriber, int seconds)
    {
        subscriber.Latencies.Clear();
        await Load.PacedAsync(PerSecond, [.. Enumerable.Range(0, PerSecond * seconds)], number => PublishAsync(sidecar.Client, subscriber, $"paced-{number}"));
        await subscriber.DrainedAsync();
        return new Measured(PerSecond, [.. subscriber.Latencies.Order()]);
    }

    private static async Task PublishAsync(HttpClient client, Subscriber subscriber, string id)
    {
        subscriber.Published(id);
        using var content = new StringContent($"{{\"id\":\"{id}\"}}", Encoding.UTF8, "application/json");
        using var answer = await client.PostAsync("/v1.0/publish/pubsub/events", content);
        answer.EnsureSuccessStatusCode();
    }

    /// <summary>Notes when each event comes.</summary>
    private sealed class Subscriber
    {
        private readonly ConcurrentDictionary<string, long> published = new(StringComparer.Ordinal);

        public ConcurrentQueue<double> Latencies { get; } = new();

        public int Undelivered => published.Count;

        public void Published(string id) => published[id] = TimeProvider.System.GetTimestamp();

        public async Task DrainedAsync()
        {
            while (Undelivered > 0)
                await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System);
        }

        public async Task AnswerAsync(HttpContext http)
        {
            var arrived = TimeProvider.System.GetTimestamp();
            switch (http.Request.Path.Value)
            {
                case "/dapr/subscribe":
                    await http.Response.WriteAsJsonAsync(new[] { new { pubsubname = "pubsub", topic = "events", route = "/events" } });
                    break;
                case "/events":
                    using (var body = await JsonDocument.ParseAsync(http.Request.Body))
                    {
                        if (published.TryRemove(body.RootElement.GetProperty("data").GetProperty("id").GetString()!, out var sent))
                            Latencies.Enqueue(TimeProvider.System.GetElapsedTime(sent, arrived).TotalMilliseconds);
                    }

                    break;
                default:
                    http.Response.StatusCode = 404;
                    break;
            }
        }
    }
}
