using Fleet.Cli.Processes;
using Fleet.Cli.Registry;

namespace Fleet.Tests.Unit.Cli;

public sealed class RunRegistryTests : IDisposable
{
    private static readonly DateTimeOffset Start = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    private readonly string parent = Directory.CreateTempSubdirectory("fleet-test-").FullName;
    private readonly ProcessIdentity self;

    public RunRegistryTests()
    {
        using var process = System.Diagnostics.Process.GetCurrentProcess();
        self = ProcessIdentity.Of(process);
    }

    private string Folder => Path.Combine(parent, "runs");

    public void Dispose() => Directory.Delete(parent, recursive: true);

    [Fact]
    public void A_run_is_found_until_it_is_taken_away_and_the_folder_goes_with_the_last()
    {
        var registry = new RunRegistry(Folder);
        var entry = Entry(self);
        registry.Put(entry);
        var found = Assert.Single(registry.All());
        Assert.Equal((entry.RunFile, entry.Apps[0]), (found.RunFile, Assert.Single(found.Apps)));
        registry.Remove(self.Pid);
        Assert.Empty(registry.All());
        Assert.False(Directory.Exists(Folder));
    }

    [Fact]
    public void A_run_whose_process_is_gone_or_whose_number_another_has_is_forgotten()
    {
        var registry = new RunRegistry(Folder);
        registry.Put(Entry(self with { StartedAtTicks = self.StartedAtTicks - TimeSpan.TicksPerHour }));
        File.WriteAllText(Path.Combine(Folder, "7.json"), "{ half");
        Assert.Empty(registry.All());
        Assert.Empty(Directory.GetFiles(Folder));
    }

    [Fact]
    public void A_folder_that_others_may_open_is_refused()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("Windows has no Unix file modes; run it on Linux or macOS");
            return;
        }

        Directory.CreateDirectory(Folder);
        File.SetUnixFileMode(Folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.OtherRead);
        Assert.Contains(Folder, Assert.Throws<IOException>(() => new RunRegistry(Folder).Put(Entry(self))).Message, StringComparison.Ordinal);
    }

    private static RunEntry Entry(ProcessIdentity cli) =>
        new(cli, Start, "/x/dapr.yaml", null, "key", [new AppEntry("one", "", 3500, 50001, 0, 0, "", true, 4 << 20, 4096, null, null)]);
}
