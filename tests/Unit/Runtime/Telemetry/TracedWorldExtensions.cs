namespace Fleet.Tests.Unit.Runtime.Telemetry;

internal static class TracedWorldExtensions
{
    /// <summary>The metrics of an app's sidecar, as soon as those of these names are there.</summary>
    public static async Task<string> TextAsync(this TracedWorld world, string appId, params string[] names)
    {
        while (true)
        {
            var text = world[appId].Metrics.Render();
            var all = string.Concat(world.Runtime.Sidecars.Select(sidecar => sidecar.Metrics.Render()));
            if (names.All(name => all.Contains(name + "{", StringComparison.Ordinal)))
                return text + all;
            await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System, TestContext.Current.CancellationToken);
        }
    }

    /// <summary>The first call of a path that begins so, of whichever app.</summary>
    public static async Task<TracedCall> CalledAsync(this TracedWorld world, string path) =>
        await await Task.WhenAny(world.Near.CalledAsync(path), world.Far.CalledAsync(path));
}
