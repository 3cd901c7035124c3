using Fleet.Tests.Conformance;
using Fleet.Tests.Conformance.Replay;

[assembly: AssemblyFixture(typeof(SidecarHosts))]

namespace Fleet.Tests.Conformance;

/// <summary>
/// What the recordings are replayed against: the embedded runtime, or the genuine daprd that <c>DAPRD_PATH</c> names
/// (<c>placement</c> and <c>scheduler</c> are looked for beside it).
/// </summary>
public sealed class SidecarHosts : IAsyncLifetime
{
    private readonly string? daprd = Environment.GetEnvironmentVariable("DAPRD_PATH") is { Length: > 0 } path ? path : null;
    private readonly DaprdControlPlane control = new();

    /// <summary>Whether it is the genuine daprd, for which no difference is known.</summary>
    public bool IsGenuine => daprd is not null;

    /// <summary>A host for one scenario, whose files lie in <paramref name="folder"/>.</summary>
    public ISidecarHost Create(string folder) => daprd is null ? new EmbeddedHost(folder) : new DaprdHost(daprd, control, folder);

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        if (daprd is not null)
            await control.StartAsync(daprd);
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => control.DisposeAsync();
}
