using Fleet.Cli.Hosting;
using Fleet.Cli.Processes;
using Fleet.Cli.RunFiles;
using Fleet.Cli.Running;
using Microsoft.Extensions.Logging;

namespace Fleet.Tests.Unit.Cli;

public sealed class SidecarLogsTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("fleet-test-").FullName;
    private readonly List<string> console = [];
    private readonly List<string> errors = [];

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory]
    [InlineData("fleet.runtime.resources", LogLevel.Warning)]
    [InlineData("fleet.runtime.reload", LogLevel.Information)]
    public void What_concerns_every_app_is_in_every_log_and_once_on_the_console(string category, LogLevel level)
    {
        using (var logs = Logs())
            logs.CreateLogger(category).Log(level, "something changed");
        Assert.Equal(["something changed"], errors);
        Assert.Empty(console);
        Assert.All(["a", "b"], app => Assert.Contains($"something changed\" app_id={app}", File.ReadAllText(FileOf(app)), StringComparison.Ordinal));
    }

    [Fact]
    public void What_concerns_one_app_is_in_its_log_only()
    {
        using (var logs = Logs())
            logs.CreateLogger("fleet.runtime.a").LogWarning("hm");
        Assert.Empty(errors);
        Assert.Single(console);
        Assert.Contains("hm", File.ReadAllText(FileOf("a")), StringComparison.Ordinal);
        Assert.Empty(File.ReadAllText(FileOf("b")));
    }

    private SidecarLogs Logs()
    {
        var plan = new RunPlan([App("a"), App("b")], []);
        var logs = new[] { "a", "b" }.ToDictionary(app => app, app => new AppLog(FileOf(app), console.Add), StringComparer.Ordinal);
        return new SidecarLogs(plan, logs, errors.Add, TimeProvider.System);
    }

    private static AppPlan App(string id) => new(
        new RunFileApp(1, id, ".", [], new AppPorts(null, null, null, null), "http", "127.0.0.1", [], null, new Dictionary<string, string>(), LogDestination.File, null, null, null),
        null, 1, 2, null, new Dictionary<string, string>());

    private string FileOf(string app) => Path.Combine(folder, app + ".log");
}
