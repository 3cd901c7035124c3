using Fleet.Tests.Benchmarks.Processes;

namespace Fleet.Tests.Benchmarks;

/// <summary>
/// What a position costs as the history of 100 vehicles grows, in processor time of all processes: that is the same on a busy
/// machine. <c>HISTORY_MOST</c> says how far (1,000,000 without it; 10,000,000 takes some ten minutes).
/// </summary>
internal static class HistoryCostBenchmark
{
    private const int Vehicles = 100;
    private const int Batch = 1_000;
    private const int Measured = 60;
    private const int WarmUp = 300;

    public static async Task RunAsync(CancellationToken cancellationToken)
    {
        var most = long.TryParse(Environment.GetEnvironmentVariable("HISTORY_MOST"), out var asked) ? asked : 1_000_000;
        await using var fleet = await FleetProcess.StartAsync(cancellationToken);
        var other = new Reports(Vehicles * 10, TimeProvider.System.GetUtcNow().AddDays(-1));
        await SendAsync(other, fleet, WarmUp);

        var reports = new Reports(Vehicles, TimeProvider.System.GetUtcNow().AddDays(-20));
        var (history, first) = (0L, 0.0);
        for (var level = 10_000L; level <= most; level *= 10)
        {
            await SendAsync(reports, fleet, (int)Math.Max(0, (level - history) / Batch));
            var before = fleet.ProcessorMilliseconds();
            await fleet.SpendingAsync("positions", async () =>
            {
                await SendAsync(reports, fleet, Measured);
                return (Measured, (double)Measured * Batch);
            });
            var cost = (fleet.ProcessorMilliseconds() - before) / Measured;
            history = Math.Max(level, history) + (Measured * Batch);
            first = first > 0 ? first : cost;
            Console.WriteLine($"     processor ms for 1,000 positions at a history of {level:N0}: {cost:N2}");
            if (first > 0) Figures.Ratio($"cost of a position at {level:N0}, against 10,000", cost, first);
        }
    }

    private static Task SendAsync(Reports reports, FleetProcess fleet, int batches) =>
        Load.AllAsync(2, Enumerable.Range(0, batches).ToList(), _ => reports.SendAsync(fleet.Tracking, Batch));
}
