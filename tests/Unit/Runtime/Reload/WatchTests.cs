using Fleet.Runtime.Hosting;
using Fleet.Tests.Unit.Runtime.Resiliency;

namespace Fleet.Tests.Unit.Runtime.Reload;

/// <summary>The runtime notices by itself that files changed, however they were written.</summary>
public sealed class WatchTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("fleet-watch-").FullName;

    [Fact]
    public async Task A_file_written_in_place_and_one_moved_into_place_are_noticed()
    {
        await using var runtime = await StartAsync();

        await File.WriteAllTextAsync(At("r.yaml"), PolicyWorld.Resiliency("first", "policies: {}"), TestContext.Current.CancellationToken);
        await HasAsync(runtime, "first");
        await File.WriteAllTextAsync(At("r.yaml.tmp"), PolicyWorld.Resiliency("second", "policies: {}"), TestContext.Current.CancellationToken);
        File.Move(At("r.yaml.tmp"), At("r.yaml"), overwrite: true);
        await HasAsync(runtime, "second");
    }

    [Fact]
    public async Task A_folder_that_goes_away_keeps_what_acts_and_is_watched_again_when_it_is_back()
    {
        await using var runtime = await StartAsync();
        await File.WriteAllTextAsync(At("r.yaml"), PolicyWorld.Resiliency("first", "policies: {}"), TestContext.Current.CancellationToken);
        await HasAsync(runtime, "first");

        Directory.Delete(folder, recursive: true);
        await runtime.ReloadAsync(TestContext.Current.CancellationToken);
        Assert.Equal(["first"], runtime.Sidecars[0].Policies.Resources);
        Directory.CreateDirectory(folder);
        await File.WriteAllTextAsync(At("r.yaml"), PolicyWorld.Resiliency("second", "policies: {}"), TestContext.Current.CancellationToken);
        await HasAsync(runtime, "second");
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private string At(string name) => Path.Combine(folder, name);

    private Task<FleetRuntime> StartAsync() => FleetRuntime.StartAsync(
        new RuntimeOptions { Sidecars = [new SidecarOptions { AppId = "a", ResourcePaths = [folder] }], DataDirectory = folder }, TestContext.Current.CancellationToken);

    private static async Task HasAsync(FleetRuntime runtime, string resource)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(20), TimeProvider.System);
        while (!runtime.Sidecars[0].Policies.Resources.SequenceEqual([resource]))
            await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System, limit.Token);
    }
}
