using System.Diagnostics;
using Fleet.Tests.EndToEnd.Support;

namespace Fleet.Tests.EndToEnd.Run;

/// <summary>The launcher in a tree of its own, with a `dotnet` that only writes down what it is asked for.</summary>
public sealed class LauncherTests : IDisposable
{
    private const string Dotnet = """
        #!/bin/sh
        if [ "$1" = build ]; then
          echo build >>"$TREE/builds"
          sleep 0.3
          mkdir -p "$TREE/artifacts/bin/Fleet.Cli/debug"
          touch "$TREE/artifacts/bin/Fleet.Cli/debug/fleet.dll"
        else
          echo "ran $2"
        fi
        """;

    private static readonly string[] Tools = ["sh", "cat", "date", "dirname", "find", "head", "kill", "mkdir", "mv", "readlink", "rm", "sleep", "touch"];

    private readonly RunFolder tree = new();

    public LauncherTests()
    {
        tree.Write("fleet", File.ReadAllText(Path.Combine(FleetProgram.Root, "fleet")));
        tree.Write("services/a.cs", "");
        tree.Write("bin/dotnet", Dotnet);
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("the launcher is a shell script; run it on Linux or macOS");
            return;
        }

        foreach (var file in new[] { "fleet", "bin/dotnet" })
            File.SetUnixFileMode(tree.In(file), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    public void Dispose() => tree.Dispose();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Launchers_that_start_at_once_build_once(bool withFlock)
    {
        var path = withFlock ? tree.In("bin") + ":" + Environment.GetEnvironmentVariable("PATH") : OnlyTools();
        Assert.All(await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => LaunchAsync(path))), output => Assert.Equal("ran list\n", output));
        Assert.Single(File.ReadAllLines(tree.In("builds")));

        File.SetLastWriteTimeUtc(tree.In("services/a.cs"), TimeProvider.System.GetUtcNow().UtcDateTime.AddMinutes(1));
        await LaunchAsync(path);
        Assert.Equal(2, File.ReadAllLines(tree.In("builds")).Length);
    }

    [Fact]
    public async Task A_lock_whose_owner_is_gone_does_not_hold_a_launcher_up()
    {
        tree.Write("artifacts/fleet.lock.d/pid", "999999999\n");
        Assert.Equal("ran list\n", await LaunchAsync(OnlyTools()));
        Assert.False(Directory.Exists(tree.In("artifacts/fleet.lock.d")));
    }

    private async Task<string> LaunchAsync(string path)
    {
        var start = new ProcessStartInfo(tree.In("fleet"), ["list"]) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        start.Environment["PATH"] = path;
        start.Environment["TREE"] = tree.Path;
        using var launcher = Process.Start(start)!;
        var errors = launcher.StandardError.ReadToEndAsync();
        var output = await launcher.StandardOutput.ReadToEndAsync();
        await launcher.WaitForExitAsync();
        Assert.True(launcher.ExitCode == 0, await errors);
        return output;
    }

    // A PATH without flock, as on systems that have none.
    private string OnlyTools()
    {
        foreach (var tool in Tools)
        {
            var found = new[] { "/usr/bin", "/bin" }.Select(folder => Path.Combine(folder, tool)).FirstOrDefault(File.Exists);
            if (found is not null)
                File.CreateSymbolicLink(tree.In("bin/" + tool), found);
        }

        return tree.In("bin");
    }
}
