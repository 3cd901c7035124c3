using Fleet.Tests.Simulation.Faults;

[assembly: CollectionBehavior(DisableTestParallelization = true)]

namespace Fleet.Tests.Simulation;

/// <summary>
/// The whole system in one process on virtual time, with faults from a seed. <c>FLEET_SIMULATION_SEED</c> repeats a run;
/// it repeats traffic and faults exactly, and the order of what happens within a step as far as threads allow.
/// </summary>
public sealed class SimulationTests(ITestOutputHelper output)
{
    public static TheoryData<int> Seeds =>
        Environment.GetEnvironmentVariable("FLEET_SIMULATION_SEED") is { } asked
            ? [int.Parse(asked, System.Globalization.CultureInfo.InvariantCulture)]
            : [1, 869_512, Random.Shared.Next(1_000, 1_000_000)];

    [Theory]
    [MemberData(nameof(Seeds), DisableDiscoveryEnumeration = true)]
    public async Task Whatever_goes_wrong_the_facts_hold(int seed)
    {
        await using var run = new SimulationRun(seed);
        var story = $"Seed {seed} (FLEET_SIMULATION_SEED={seed} repeats it):{Environment.NewLine}{FaultPlan.Describe(run.Plan)}";
        output.WriteLine(story);
        var broken = await run.Run();
        output.WriteLine(run.Size);
        Assert.True(broken.Count == 0, $"{story}{Environment.NewLine}{run.Size}{Environment.NewLine}{string.Join(Environment.NewLine, broken.Take(20))}");
    }
}
