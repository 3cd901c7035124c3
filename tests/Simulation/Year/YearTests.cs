using System.Globalization;

namespace Fleet.Tests.Simulation.Year;

/// <summary>
/// Years of fines from a seed: <c>FLEET_YEAR_SEED</c> repeats one, <c>FLEET_YEAR_FINES</c> says how many there are, <c>FLEET_YEAR_TROUBLE=0</c> spares it crashes and repeated events.
/// </summary>
public sealed class YearTests(ITestOutputHelper output)
{
    private const int Few = 110;

    public static TheoryData<int> Seeds => Asked("FLEET_YEAR_SEED") is { } seed ? [seed] : [1];

    [Theory]
    [MemberData(nameof(Seeds), DisableDiscoveryEnumeration = true)]
    public Task A_year_of_some_fines_ends_as_the_law_says(int seed) => Live(seed, Asked("FLEET_YEAR_FINES") ?? Few, Asked("FLEET_YEAR_TROUBLE") is not 0);

    private static int? Asked(string name) => int.TryParse(Environment.GetEnvironmentVariable(name), CultureInfo.InvariantCulture, out var number) ? number : null;

    private async Task Live(int seed, int fines, bool isTroubled)
    {
        var began = TimeProvider.System.GetTimestamp();
        await using var run = new YearRun(seed, fines, isTroubled);
        output.WriteLine($"Seed {seed}, {fines} fines (FLEET_YEAR_SEED={seed} FLEET_YEAR_FINES={fines} repeats it)");
        await run.Run();
        if (!run.Wrongs.Any) await new YearChecks(run).All();
        output.WriteLine($"{run.Cases.Count} fines, {run.Leaps} leaps, {run.Mailbox.Mails.Count} mails, {TimeProvider.System.GetElapsedTime(began).TotalSeconds:0} s");
        foreach (var trouble in run.Troubles) output.WriteLine(trouble);
        Assert.True(!run.Wrongs.Any, $"Seed {seed}, {fines} fines:\n{string.Join("\n", run.Wrongs.First)}");
    }
}
