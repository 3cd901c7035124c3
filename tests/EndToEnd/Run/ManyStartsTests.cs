using System.Globalization;
using Fleet.Tests.EndToEnd.Support;

namespace Fleet.Tests.EndToEnd.Run;

/// <summary>
/// Runs start and end again and again, some at once and each in another way, and leave nothing behind.
/// <c>FLEET_STARTS</c> says how many (default 24).
/// </summary>
[Collection("the whole machine")]
public sealed class ManyStartsTests
{
    private const int AtOnce = 4;

    private static readonly int Starts = int.Parse(Environment.GetEnvironmentVariable("FLEET_STARTS") ?? "24", CultureInfo.InvariantCulture);

    // Starts a child that would outlive it, one in a session of its own, and says so.
    private const string Family = "sleep 600 & setsid sleep 600 & echo ready; wait";

    private static readonly string RunFile = $$"""
        version: 1
        common: { resourcesPaths: [ ./resources ] }
        apps:
          - { appID: parent, appDirPath: ., command: [ sh, -c, "{{Family}}" ] }
          - { appID: alone, appDirPath: . }
          - { appID: short, appDirPath: ., command: [ sh, -c, "sleep 600 & echo ready" ] }
        """;

    [Fact]
    public async Task Runs_leave_no_process_no_port_and_no_file_however_they_end()
    {
        var next = -1;
        await Task.WhenAll(Enumerable.Range(0, AtOnce).Select(async _ =>
        {
            for (var number = Interlocked.Increment(ref next); number < Starts; number = Interlocked.Increment(ref next))
                await StartAndEndAsync(number);
        }));
    }

    private static async Task StartAndEndAsync(int number)
    {
        using var folder = new RunFolder();
        folder.Write("dapr.yaml", RunFile);
        folder.Write("resources/state.yaml", "apiVersion: dapr.io/v1alpha1\nkind: Component\nmetadata: { name: things }\nspec: { type: state.in-memory, version: v1, metadata: [] }\n");
        var isSingle = number % 3 == 0;
        await using var run = isSingle
            ? folder.Start("run", "--app-id", "parent", "--resources-path", "resources", "--", "sh", "-c", Family)
            : folder.Start("run", "-f", ".");
        var (line, words) = isSingle ? ("You're up and running!", "== APP == ready") : ("Started Dapr with app id \"short\"", "== APP - parent == ready");
        await Eventually.TrueAsync($"run {number} is up\n{run.Output}\n{run.Errors}", () =>
            run.Output.Contains(line, StringComparison.Ordinal) && run.Output.Contains(words, StringComparison.Ordinal));
        var ports = Machine.PortsOf(run.Pid);
        Assert.NotEmpty(ports);

        var wasKilled = await EndAsync(number, run, folder);
        Assert.True(wasKilled || run.ExitCode == 0, $"run {number}: exit code {run.ExitCode}\n{run.Output}\n{run.Errors}");
        await Eventually.TrueAsync($"nothing of run {number} is alive", () => !Machine.WithInEnvironment(folder.Path).Any());
        Assert.All(ports, port => Assert.True(Machine.IsFree(port)));
        if (!wasKilled)
            Assert.Equal(isSingle ? [] : [".dapr"], folder.Leftovers("dapr.yaml", "resources"));
    }

    private static async Task<bool> EndAsync(int number, FleetProgram run, RunFolder folder)
    {
        var way = number % 4;
        if (way == 0)
            Machine.AskToEnd(run.Pid);
        else if (way == 1)
            Machine.Interrupt(run.Pid);
        else if (way == 2)
            await (await folder.RunAsync(number % 3 == 0 ? ["stop", "-a", "parent"] : ["stop", "-f", "."])).DisposeAsync();
        else
            Machine.KillHard(run.Pid);
        await run.ExitCodeAsync();
        return way == 3;
    }
}
