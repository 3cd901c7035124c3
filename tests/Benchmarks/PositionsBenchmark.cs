using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using Fleet.Tests.Benchmarks.Processes;

namespace Fleet.Tests.Benchmarks;

/// <summary>Positions of 1,000 vehicles into the real services, in batches and single; all of them durable when answered.</summary>
internal static class PositionsBenchmark
{
    private const int BatchSize = 100;
    private static readonly TimeSpan Duration = TimeSpan.FromSeconds(6);
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(2);

    public static async Task RunAsync(CancellationToken cancellationToken)
    {
        await using var fleet = await FleetProcess.StartAsync(cancellationToken);
        var drivers = new Drivers(TimeProvider.System.GetUtcNow().AddDays(-2));
        await Load.RunAsync(16, (_, _) => SendAsync(fleet.Gateway, drivers.Body(BatchSize)), TimeSpan.Zero, warmUp: TimeSpan.FromSeconds(6));
        await BatchesAsync("straight to vehicle-tracking", fleet, fleet.Tracking, drivers, connections: 16);
        var batches = await BatchesAsync("through the gateway", fleet, fleet.Gateway, drivers, connections: 16);
        Figures.AtMost("batches of 100 through the gateway: p99 of the answer", batches.At(0.99), 250, "ms");
        await BatchesAsync("through the gateway", fleet, fleet.Gateway, drivers, connections: 4);
        Figures.AtLeast("single, through the gateway, 64 connections", await CountedAsync(fleet, fleet.Gateway, drivers, 64, 1), 5_000);
        Figures.AtLeast("single OsmAnd on the own port, 64 connections", await OsmandAsync(fleet, fleet.Osmand, "/", drivers), 5_000);
        Figures.AtLeast("single OsmAnd through the gateway, 64 connections", await OsmandAsync(fleet, fleet.Gateway, "/osmand", drivers), 5_000);
        fleet.PrintMemory("after these positions");
    }

    private static async Task<Measured> BatchesAsync(string way, FleetProcess fleet, HttpClient door, Drivers drivers, int connections)
    {
        var calls = await CountedAsync(fleet, door, drivers, connections, BatchSize);
        var positions = calls with { Rate = calls.Rate * BatchSize };
        Figures.AtLeast($"positions by 100 {way}, {connections} connections", positions, 20_000);
        return positions;
    }

    private static async Task<Measured> CountedAsync(FleetProcess fleet, HttpClient door, Drivers drivers, int connections, int batch)
    {
        Task Call(int connection, int number) => SendAsync(door, drivers.Body(batch));
        await Load.RunAsync(connections, Call, TimeSpan.Zero, WarmUp);
        return await fleet.SpendingAsync("positions", async () =>
        {
            var calls = await Load.RunAsync(connections, Call, Duration, TimeSpan.Zero);
            return (calls, calls.Milliseconds.Count * batch);
        });
    }

    private static async Task<Measured> OsmandAsync(FleetProcess fleet, HttpClient door, string path, Drivers drivers)
    {
        const int connections = 64;
        await Load.RunAsync(connections, Call, TimeSpan.Zero, WarmUp);
        return await fleet.SpendingAsync("positions", async () =>
        {
            var calls = await Load.RunAsync(connections, Call, Duration, TimeSpan.Zero);
            return (calls, calls.Milliseconds.Count);
        });

        async Task Call(int connection, int number)
        {
            using var answer = await door.GetAsync(path + drivers.Query());
            answer.EnsureSuccessStatusCode();
        }
    }

    private static async Task SendAsync(HttpClient client, string body)
    {
        using var content = new StringContent(body, MediaTypeHeaderValue.Parse("application/json"));
        using var answer = await client.PostAsync("/v1/positions", content);
        answer.EnsureSuccessStatusCode();
    }

    /// <summary>1,000 vehicles that report every second of a time of their own.</summary>
    private sealed class Drivers(DateTimeOffset begin)
    {
        private const int Vehicles = 1_000;
        private readonly int[] seconds = new int[Vehicles];
        private int next;

        /// <summary>One position as a phone tracker sends it.</summary>
        public string Query()
        {
            var (vehicle, second) = Next();
            return string.Create(CultureInfo.InvariantCulture,
                $"?id=truck-{vehicle}&timestamp={begin.AddSeconds(second).ToUnixTimeSeconds()}&lat={52.1 + (second * 0.00012):F6}&lon={4.9 + (vehicle * 0.0001):F6}&speed={30 + (second % 20)}&bearing={second % 360}&altitude=12.5&accuracy=5&batt=87.0");
        }

        /// <summary>One position as an object, or several, each of another vehicle, as an array.</summary>
        public string Body(int count)
        {
            var text = new StringBuilder(count * 160);
            text.Append(count == 1 ? "" : "[");
            for (var i = 0; i < count; i++)
            {
                var (vehicle, second) = Next();
                text.Append(i == 0 ? "" : ",").Append(CultureInfo.InvariantCulture,
                    $"{{\"vehicle\":\"truck-{vehicle}\",\"instant\":\"{begin.AddSeconds(second):yyyy-MM-ddTHH:mm:ss.fffZ}\",\"latitude\":{52.1 + (second * 0.00012):F6},\"longitude\":{4.9 + (vehicle * 0.0001):F6},\"speedKmh\":{60 + (second % 40)},\"headingDegrees\":{second % 360}}}");
            }

            return text.Append(count == 1 ? "" : "]").ToString();
        }

        // A stride without a common divisor with the number of vehicles mixes them and misses none.
        private (int Vehicle, int Second) Next()
        {
            var vehicle = (int)((uint)Interlocked.Add(ref next, 367) % Vehicles);
            return (vehicle, Interlocked.Increment(ref seconds[vehicle]));
        }
    }
}
