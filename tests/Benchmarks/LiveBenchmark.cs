using System.Collections.Concurrent;
using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Fleet.Tests.Benchmarks.Processes;

namespace Fleet.Tests.Benchmarks;

/// <summary>From the sending of a position at the gateway to its frame at a client that watches through the gateway.</summary>
internal static class LiveBenchmark
{
    private const int Vehicles = 1_000;
    private const int Batch = 10;
    private const int BatchesASecond = Vehicles / Batch;

    public static async Task RunAsync(CancellationToken cancellationToken)
    {
        await using var fleet = await FleetProcess.StartAsync(cancellationToken);
        // Whole seconds, so that a position is known again by the instant that it is shown with.
        var begin = DateTimeOffset.FromUnixTimeSeconds(TimeProvider.System.GetUtcNow().AddHours(-2).ToUnixTimeSeconds());
        // What compiles while it runs is not the stream's speed.
        await using (var first = await Watcher.StartAsync(fleet.Gateway, 50, cancellationToken))
            await Load.PacedAsync(BatchesASecond, Batches(begin, 0, 15), batch => SendAsync(fleet.Gateway, batch, first));
        foreach (var interval in (int[])[50, 1_000])
        {
            await using var watcher = await Watcher.StartAsync(fleet.Gateway, interval, cancellationToken);
            await Load.PacedAsync(BatchesASecond, Batches(begin, interval, 10), batch => SendAsync(fleet.Gateway, batch, watcher));
            await watcher.DrainedAsync();
            var seen = new Measured(Vehicles, [.. watcher.Milliseconds.Order()]);
            Figures.Print($"position to live view, a frame every {interval} ms", seen);
            if (interval == 50) Figures.AtMost("  p99", seen.At(0.99), 100, "ms");
        }
    }

    // Every vehicle reports once a second, so that none is replaced by what is newer before it is seen.
    private static List<List<(string Vehicle, DateTimeOffset Instant)>> Batches(DateTimeOffset begin, int after, int seconds) =>
        [.. Enumerable.Range(0, BatchesASecond * seconds).Select(batch => Enumerable.Range(0, Batch)
            .Select(i => ($"truck-{((batch * Batch) + i) % Vehicles}", begin.AddSeconds(after + 10 + (batch / BatchesASecond)))).ToList())];

    private static async Task SendAsync(HttpClient door, List<(string Vehicle, DateTimeOffset Instant)> batch, Watcher? watcher)
    {
        var text = new StringBuilder("[");
        foreach (var (vehicle, instant) in batch)
        {
            text.Append(text.Length == 1 ? "" : ",").Append(CultureInfo.InvariantCulture,
                $"{{\"vehicle\":\"{vehicle}\",\"instant\":\"{instant:yyyy-MM-ddTHH:mm:ss.fffZ}\",\"latitude\":{52 + (instant.ToUnixTimeSeconds() % 3_600 * 0.0001):F6},\"longitude\":4.9,\"speedKmh\":40}}");
            watcher?.Sent(vehicle, instant);
        }

        using var content = new StringContent(text.Append(']').ToString(), MediaTypeHeaderValue.Parse("application/json"));
        using var answer = await door.PostAsync("/v1/positions", content);
        answer.EnsureSuccessStatusCode();
    }

    /// <summary>A client of the stream that notes when it sees what.</summary>
    private sealed class Watcher : IAsyncDisposable
    {
        private readonly ConcurrentDictionary<(string, DateTimeOffset), long> sent = new();
        private readonly CancellationTokenSource end = new();
        private readonly HttpResponseMessage answer;
        private readonly Task reading;

        private Watcher(HttpResponseMessage answer)
        {
            this.answer = answer;
            reading = ReadAsync();
        }

        public ConcurrentQueue<double> Milliseconds { get; } = new();

        public static async Task<Watcher> StartAsync(HttpClient door, int intervalMs, CancellationToken cancellationToken) =>
            new(await door.GetAsync($"/v1/live?interval={intervalMs}", HttpCompletionOption.ResponseHeadersRead, cancellationToken));

        public void Sent(string vehicle, DateTimeOffset instant) => sent[(vehicle, instant)] = TimeProvider.System.GetTimestamp();

        public async Task DrainedAsync()
        {
            for (var tries = 0; !sent.IsEmpty && tries < 100; tries++) await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System);
            if (Milliseconds.IsEmpty) throw new InvalidOperationException("Not one position came to the live view.");
            if (!sent.IsEmpty) Console.WriteLine($"   positions never seen: {sent.Count}");
        }

        public async ValueTask DisposeAsync()
        {
            await end.CancelAsync();
            answer.Dispose();
            await reading;
            end.Dispose();
        }

        private async Task ReadAsync()
        {
            try
            {
                using var lines = new StreamReader(await answer.Content.ReadAsStreamAsync(end.Token));
                while (await lines.ReadLineAsync(end.Token) is { } line)
                {
                    if (line.StartsWith("data: ", StringComparison.Ordinal)) See(line[6..]);
                }
            }
            catch (Exception ended) when (end.IsCancellationRequested && ended is OperationCanceledException or IOException)
            {
                // Seen enough.
            }
        }

        private void See(string frame)
        {
            using var json = JsonDocument.Parse(frame);
            foreach (var position in json.RootElement.GetProperty("positions").EnumerateArray())
            {
                if (sent.TryRemove((position.GetProperty("vehicle").GetString()!, position.GetProperty("instant").GetDateTimeOffset()), out var began))
                    Milliseconds.Enqueue(TimeProvider.System.GetElapsedTime(began).TotalMilliseconds);
            }
        }
    }
}
