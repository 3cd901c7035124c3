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
    public void A_run_is_found_until_it_is_taken_away()
    {
        var registry = new RunRegistry(Folder);
        var entry = Entry(self);
        registry.Put(entry);
        var found = Assert.Single(registry.All());
        Assert.Equal((entry.RunFile, entry.Apps[0]), (found.RunFile, Assert.Single(found.Apps)));
        registry.Remove(self.Pid);
        Assert.Empty(registry.All());
        Assert.Empty(Directory.GetFiles(Folder));
    }

    [Fact]
    public void A_run_whose_process_is_gone_or_whose_number_another_has_is_forgotten()
    {
        var registry = new RunRegistry(Folder);
        registry.Put(Entry(self with { StartedAtTicks = self.StartedAtTicks - TimeSpan.TicksPerHour }));
        File.WriteAllText(Path.Combine(Folder, $"{int.MaxValue}.json"), "{ half");
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

    [Fact]
    public void What_others_could_have_written_is_not_believed()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("Windows has no Unix file modes; run it on Linux or macOS");
            return;
        }

        var registry = new RunRegistry(Folder);
        registry.Put(Entry(self));
        File.SetUnixFileMode(Folder, File.GetUnixFileMode(Folder) | UnixFileMode.OtherWrite);
        Assert.Empty(registry.All());
        Assert.Empty(new RunRegistry(OfAnother()).All());
    }

    [Fact]
    public void The_entry_of_a_run_that_cannot_be_read_just_now_stays()
    {
        var registry = new RunRegistry(Folder);
        registry.Put(Entry(self));
        using (File.Open(Path.Combine(Folder, $"{self.Pid}.json"), FileMode.Open, FileAccess.ReadWrite, FileShare.None))
            Assert.Empty(registry.All());
        Assert.Single(registry.All());
    }

    // Whoever may give folders away gives one away; others look into the administrator's.
    private string OfAnother()
    {
        if (!Environment.IsPrivilegedProcess)
            return "/root";
        var other = Path.Combine(parent, "other");
        new RunRegistry(other).Put(Entry(self));
        using var chown = System.Diagnostics.Process.Start("chown", ["65534", other]);
        chown.WaitForExit();
        return other;
    }

    private static RunEntry Entry(ProcessIdentity cli) =>
        new(cli, Start, "/x/dapr.yaml", null, "key", [new AppEntry("one", "", 3500, 50001, 0, 0, "", true, 4 << 20, 4096, null, null)]);
}
