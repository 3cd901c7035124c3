namespace Fleet.Tests.Benchmarks;

/// <summary>A closed loop of callers: each sends its next request when it has the answer to the one before.</summary>
internal static class Load
{
    /// <summary>Runs <paramref name="call"/> for a while on so many connections, after a warm-up, and prints what came of it.</summary>
    /// <returns>Calls a second.</returns>
    public static async Task<double> RunAsync(string what, int connections, TimeSpan duration, Func<int, int, Task> call)
    {
        await CallersAsync(connections, TimeSpan.FromSeconds(1), call);
        var time = TimeProvider.System;
        var start = time.GetTimestamp();
        var latencies = await CallersAsync(connections, duration, call);
        var rate = latencies.Count / time.GetElapsedTime(start).TotalSeconds;
        Print(what, rate, latencies);
        return rate;
    }

    /// <summary>Prints a line of figures; latencies in milliseconds.</summary>
    public static void Print(string what, double rate, List<double> latencies)
    {
        latencies.Sort();
        Console.WriteLine($"{what,-44} {rate,9:N0}/s   p50 {At(latencies, 0.50),7:N2} ms   p99 {At(latencies, 0.99),7:N2} ms   n {latencies.Count}");
    }

    private static double At(List<double> sorted, double share) => sorted.Count == 0 ? 0 : sorted[(int)Math.Min(sorted.Count - 1, sorted.Count * share)];

    private static async Task<List<double>> CallersAsync(int connections, TimeSpan duration, Func<int, int, Task> call)
    {
        var time = TimeProvider.System;
        var start = time.GetTimestamp();
        var callers = Enumerable.Range(0, connections).Select(async connection =>
        {
            await Task.Yield();
            var latencies = new List<double>();
            for (var number = 0; time.GetElapsedTime(start) < duration; number++)
            {
                var begin = time.GetTimestamp();
                await call(connection, number);
                latencies.Add(time.GetElapsedTime(begin).TotalMilliseconds);
            }

            return latencies;
        });
        return [.. (await Task.WhenAll(callers)).SelectMany(latencies => latencies)];
    }
}
