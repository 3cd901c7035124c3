using Fleet.Cli;
using Fleet.Cli.Commands;
using Fleet.Cli.Processes;
using Fleet.Cli.Registry;

namespace Fleet.Tests.Unit.Cli;

/// <summary>Which run `fault`, `status` and `logs` are about.</summary>
public sealed class ChosenRunTests
{
    private static readonly Uri One = new("http://127.0.0.1:1/");
    private static readonly Uri Two = new("http://127.0.0.1:2/");

    [Fact]
    public void The_only_run_that_takes_faults_is_meant()
    {
        Assert.Equal(One, Choose([Run("/a", One, "x"), Run("/b", null, "y")]));
        Assert.Equal(One, Choose([Run("/a", One, "x")], app: "*"));
    }

    [Fact]
    public void Of_several_the_folder_or_an_app_says_which()
    {
        RunEntry[] runs = [Run("/a", One, "x"), Run("/b", Two, "y", "z")];
        Assert.Equal(Two, Choose(runs, data: "/b"));
        Assert.Equal(Two, Choose(runs, app: "z"));
        var unclear = Assert.Throws<CommandFailedException>(() => Choose(runs)).Message;
        Assert.Contains("--data, --app or --control", unclear, StringComparison.Ordinal);
        Assert.Contains($"fleet run --app-id y: --control {Two}", unclear, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Nothing that takes faults runs; start with --allow-faults.", null)]
    [InlineData("Nothing that takes faults runs with the data in /a; start with --allow-faults.", "/a")]
    [InlineData("Nothing runs with the data in /c.", "/c")]
    public void Without_one_it_says_what_is_missing(string message, string? data) =>
        Assert.Equal(message, Assert.Throws<CommandFailedException>(() => Choose([Run("/a", null, "x")], data)).Message);

    [Fact]
    public async Task The_status_of_a_run_names_its_apps_their_processes_and_ports_and_how_they_are()
    {
        var lines = await RunLines.OfAsync(Run("/a", One, "x", "y"), app => Task.FromResult(app.AppId == "x" ? "ready" : "waits for the app on port 80"));
        Assert.Equal("fleet run --app-id x runs as process 7 with the data in /a, faults at http://127.0.0.1:1/.", lines[0]);
        Assert.Matches("^  x +pid 12 +port 80 +sidecar 3500 +ready$", lines[1]);
        Assert.Matches("^  y +pid 12 +port 80 +sidecar 3500 +waits for the app on port 80$", lines[2]);
    }

    [Fact]
    public void The_logs_of_a_run_are_those_that_it_writes_and_it_says_who_has_none()
    {
        var run = Run("/a", null, "x", "y");
        run = run with { Apps = [run.Apps[0] with { AppLog = "/x/app.log", SidecarLog = "/x/daprd.log" }, run.Apps[1]] };
        var logs = LogsCommand.Choose([run], data: null, own: null);
        Assert.Equal([new LogFile("x", "/x/app.log"), new LogFile("x-daprd", "/x/daprd.log")], logs.Files);
        Assert.Equal(["y"], logs.Without);
        Assert.Contains("/nowhere", LogsCommand.Choose([run], data: "/nowhere", own: null).Of, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{\"errorCode\":\"ERR_X\",\"message\":\"it is so\"}", ": it is so")]
    [InlineData("invalid api token", ": invalid api token")]
    [InlineData("<html>", "")]
    [InlineData("", "")]
    [InlineData("[1]", ": [1]")]
    public void What_a_failed_answer_says_is_said(string body, string text) => Assert.Equal(text, ErrorText.After(body));

    private static Uri Choose(RunEntry[] runs, string? data = null, string? app = null) => FaultTarget.Choose(FaultTarget.All(runs, ownData: null), data, app);

    private static RunEntry Run(string data, Uri? control, params string[] apps) =>
        new(new ProcessIdentity(7, 0), DateTimeOffset.UnixEpoch, null, null, "key",
            [.. apps.Select(app => new AppEntry(app, "", 3500, 50001, 80, 12, "", true, 4 << 20, 4096, null, null))])
        {
            Data = data,
            Control = control,
        };
}
