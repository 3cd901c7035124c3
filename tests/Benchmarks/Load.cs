namespace Fleet.Tests.Benchmarks;

/// <summary>Closed loops of callers: each sends its next request when it has the answer to the one before.</summary>
internal static class Load
{
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(1.5);
    private static readonly TimeSpan Duration = TimeSpan.FromSeconds(4);

    /// <summary>Runs <paramref name="call"/> (connection, number of the call) for a while on so many connections, after a warm-up.</summary>
    public static async Task<Measured> RunAsync(int connections, Func<int, int, Task> call, TimeSpan? duration = null, TimeSpan? warmUp = null)
    {
        await CallersAsync(connections, warmUp ?? WarmUp, call);
        return await CallersAsync(connections, duration ?? Duration, call);
    }

    /// <summary>Works off <paramref name="items"/> on so many connections.</summary>
    public static async Task<Measured> AllAsync<T>(int connections, IReadOnlyList<T> items, Func<T, Task> call)
    {
        var next = -1;
        var time = TimeProvider.System;
        var start = time.GetTimestamp();
        var callers = Enumerable.Range(0, connections).Select(async _ =>
        {
            await Task.Yield();
            var latencies = new List<double>();
            for (var index = Interlocked.Increment(ref next); index < items.Count; index = Interlocked.Increment(ref next))
            {
                var begin = time.GetTimestamp();
                await call(items[index]);
                latencies.Add(time.GetElapsedTime(begin).TotalMilliseconds);
            }

            return latencies;
        });
        return Of(await Task.WhenAll(callers), time.GetElapsedTime(start));
    }

    /// <summary>Starts a call for each of <paramref name="items"/> at a fixed rate, whether or not those before are answered.</summary>
    public static async Task PacedAsync<T>(int perSecond, IReadOnlyList<T> items, Func<T, Task> call)
    {
        var time = TimeProvider.System;
        var start = time.GetTimestamp();
        var calls = new List<Task>();
        foreach (var item in items)
        {
            calls.Add(call(item));
            var next = TimeSpan.FromSeconds((double)calls.Count / perSecond) - time.GetElapsedTime(start);
            if (next > TimeSpan.Zero)
                await Task.Delay(next, time);
        }

        await Task.WhenAll(calls);
    }

    private static async Task<Measured> CallersAsync(int connections, TimeSpan duration, Func<int, int, Task> call)
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
        return Of(await Task.WhenAll(callers), time.GetElapsedTime(start));
    }

    private static Measured Of(List<double>[] latencies, TimeSpan elapsed)
    {
        var all = latencies.SelectMany(some => some).Order().ToList();
        return new Measured(all.Count / elapsed.TotalSeconds, all);
    }
}
