using Fleet.Runtime.Hosting;

namespace Fleet.Tests.Conformance.Replay;

/// <summary>Plays the sidecars of one scenario: the embedded runtime, or a genuine daprd.</summary>
public interface ISidecarHost : IAsyncDisposable
{
    /// <summary>Starts a sidecar; false when it ended at once.</summary>
    Task<bool> StartAsync(SidecarSpec spec, CancellationToken cancellationToken);

    /// <summary>Stops a sidecar as SIGTERM does; true for a clean end.</summary>
    Task<bool> StopAsync(string key, CancellationToken cancellationToken);

    /// <summary>Whether a sidecar has ended by itself.</summary>
    bool HasExited(string key);

    /// <summary>Whether a sidecar that has ended did so without an error.</summary>
    bool EndedWell(string key);
}

/// <summary>A sidecar of a scenario with everything filled in.</summary>
/// <param name="Key">What steps call it.</param>
/// <param name="Options">As the embedded runtime takes it.</param>
/// <param name="Flags">Further arguments, in daprd's own names; <paramref name="Options"/> holds them too.</param>
public sealed record SidecarSpec(string Key, SidecarOptions Options, IReadOnlyList<string> Flags);

/// <summary>The embedded runtime, one for all sidecars of a scenario.</summary>
public sealed class EmbeddedHost(string folder) : ISidecarHost
{
    private readonly Dictionary<string, Sidecar> sidecars = new(StringComparer.Ordinal);
    private readonly Lazy<Task<FleetRuntime>> runtime = new(() => FleetRuntime.StartAsync(
        new RuntimeOptions { DataDirectory = folder, SchedulerDatabase = Path.Combine(folder, "scheduler.db") }, CancellationToken.None));

    /// <inheritdoc/>
    public async Task<bool> StartAsync(SidecarSpec spec, CancellationToken cancellationToken)
    {
        try
        {
            var added = await (await runtime.Value).AddAsync([spec.Options], cancellationToken);
            sidecars[spec.Key] = added[0];
            return true;
        }
        catch (RuntimeStartException failed)
        {
            TestContext.Current.SendDiagnosticMessage("{0}: {1}", spec.Key, failed.Message);
            return false;
        }
    }

    /// <inheritdoc/>
    public async Task<bool> StopAsync(string key, CancellationToken cancellationToken)
    {
        await (await runtime.Value).StopAsync(sidecars[key], cancellationToken);
        return EndedWell(key);
    }

    /// <inheritdoc/>
    public bool HasExited(string key) => !sidecars.TryGetValue(key, out var sidecar) || sidecar.IsStopped;

    /// <inheritdoc/>
    public bool EndedWell(string key) => sidecars.TryGetValue(key, out var sidecar) && !sidecar.HasBrokenOff;

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (runtime.IsValueCreated)
            await (await runtime.Value).DisposeAsync();
    }
}
