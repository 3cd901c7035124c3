using Fleet.Tests.Benchmarks.Processes;

namespace Fleet.Tests.Benchmarks;

/// <summary>Memory when 100,000 vehicles were seen once, and while 1,000 of them go on reporting.</summary>
internal static class VehiclesSeenBenchmark
{
    private const int Seen = 100_000;
    private const int Active = 1_000;
    private const int Batch = 500;
    private const int Rounds = 5;
    private static readonly TimeSpan Round = TimeSpan.FromSeconds(8);

    public static async Task RunAsync(CancellationToken cancellationToken)
    {
        await using var fleet = await FleetProcess.StartAsync(cancellationToken);
        var begin = TimeProvider.System.GetUtcNow().AddDays(-1);
        var active = new Reports(Active, begin);
        await Load.RunAsync(4, (_, _) => active.SendAsync(fleet.Tracking, Batch), Round, TimeSpan.Zero);
        Print(fleet, $"with {Active:N0} vehicles");

        var seen = new Reports(Seen, begin.AddDays(-1));
        await Load.AllAsync(4, Enumerable.Range(0, Seen / Batch).ToList(), _ => seen.SendAsync(fleet.Tracking, Batch));
        var before = Print(fleet, $"with {Seen:N0} vehicles seen");
        for (var round = 1; round <= Rounds; round++)
        {
            await Load.RunAsync(4, (_, _) => active.SendAsync(fleet.Tracking, Batch), Round, TimeSpan.Zero);
            var after = Print(fleet, $"and {Active:N0} active, {round * Round.TotalSeconds:N0} s");
            if (round == Rounds && before > 0) Figures.Ratio("memory of tracking at the end, against all seen", after, before);
        }
    }

    // The memory of vehicle-tracking, which is the one that could hold a vehicle too long.
    private static double Print(FleetProcess fleet, string when)
    {
        var mib = fleet.ResidentMib();
        if (mib.Count == 0) return 0;
        Figures.AtMost($"memory of all processes {when}", mib.Values.Sum(), 600, "MiB");
        Console.WriteLine($"     {string.Join(", ", mib.Select(process => $"{process.Key} {process.Value:N0}"))}");
        return mib.FirstOrDefault(process => process.Key.Contains("VehicleTracking", StringComparison.Ordinal)).Value;
    }
}
