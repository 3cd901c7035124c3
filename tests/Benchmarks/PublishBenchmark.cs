using System.Collections.Concurrent;
using System.Net;
using System.Text;
using System.Text.Json;

namespace Fleet.Tests.Benchmarks;

/// <summary>From a publish over HTTP to its delivery to the app, durable; the budget is p50 below 0.5 ms at 200/s.</summary>
internal static class PublishBenchmark
{
    private static readonly TimeSpan Duration = TimeSpan.FromSeconds(4);

    public static async Task RunAsync(CancellationToken cancellationToken)
    {
        using var app = new Subscriber();
        await using var runtime = await BenchmarkRuntime.StartAsync([("pubsub", "pubsub.sqlite", "pubsub.db")], app, cancellationToken);
        while (!runtime.Sidecar.IsAppReady)
            await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System, cancellationToken);

        await PacedAsync(runtime.Client, app, perSecond: 200, TimeSpan.FromSeconds(1), print: false, cancellationToken);
        await PacedAsync(runtime.Client, app, perSecond: 200, Duration, print: true, cancellationToken);
        await Load.RunAsync("publish, 16 connections", 16, Duration, (connection, number) => PublishAsync(runtime.Client, app, $"{connection}-{number}"));
        var backlog = app.Undelivered;
        while (app.Undelivered > 0)
            await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System, cancellationToken);
        Console.WriteLine($"   undelivered when the last publish was answered {backlog}, at the end {app.Undelivered}");
    }

    private static async Task PacedAsync(
        HttpClient client, Subscriber app, int perSecond, TimeSpan duration, bool print, CancellationToken cancellationToken)
    {
        app.Latencies.Clear();
        var time = TimeProvider.System;
        var start = time.GetTimestamp();
        var number = 0;
        while (time.GetElapsedTime(start) < duration)
        {
            await PublishAsync(client, app, $"paced-{number++}");
            var next = TimeSpan.FromSeconds((double)number / perSecond) - time.GetElapsedTime(start);
            if (next > TimeSpan.Zero)
                await Task.Delay(next, time, cancellationToken);
        }

        while (app.Undelivered > 0)
            await Task.Delay(TimeSpan.FromMilliseconds(10), time, cancellationToken);
        if (print)
            Load.Print($"publish to delivery at {perSecond}/s", number / time.GetElapsedTime(start).TotalSeconds, [.. app.Latencies]);
    }

    private static async Task PublishAsync(HttpClient client, Subscriber app, string id)
    {
        app.Published(id);
        using var content = new StringContent($"{{\"id\":\"{id}\"}}", Encoding.UTF8, "application/json");
        using var answer = await client.PostAsync("/v1.0/publish/pubsub/events", content);
        answer.EnsureSuccessStatusCode();
    }

    /// <summary>An app in this process that notes when each event comes.</summary>
    private sealed class Subscriber : HttpMessageHandler
    {
        private readonly ConcurrentDictionary<string, long> published = new(StringComparer.Ordinal);

        public ConcurrentQueue<double> Latencies { get; } = new();

        public int Undelivered => published.Count;

        public void Published(string id) => published[id] = TimeProvider.System.GetTimestamp();

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var path = request.RequestUri!.AbsolutePath;
            if (path == "/dapr/subscribe")
                return Json("[{\"pubsubname\":\"pubsub\",\"topic\":\"events\",\"route\":\"/events\"}]");
            if (path != "/events")
                return new HttpResponseMessage(HttpStatusCode.NotFound);
            var arrived = TimeProvider.System.GetTimestamp();
            using var body = JsonDocument.Parse(await request.Content!.ReadAsByteArrayAsync(cancellationToken));
            if (published.TryRemove(body.RootElement.GetProperty("data").GetProperty("id").GetString()!, out var sent))
                Latencies.Enqueue(TimeProvider.System.GetElapsedTime(sent, arrived).TotalMilliseconds);
            return Json("{\"status\":\"SUCCESS\"}");
        }

        private static HttpResponseMessage Json(string body) => new(HttpStatusCode.OK) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
    }
}
