using Fleet.Runtime.Hosting;
using Fleet.Runtime.Http;

namespace Fleet.Runtime.State;

/// <summary>One sidecar's state stores, as the API sees them.</summary>
public sealed class StateBlock(Sidecar sidecar) : SidecarBlock(sidecar)
{
    private Dictionary<string, StateTarget> targets = [];

    /// <inheritdoc/>
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        targets = Sidecar.Components.Of<IStateStore>().ToDictionary(
            found => found.Spec.Name,
            found => new StateTarget(Sidecar, found.Spec, found.Component),
            StringComparer.Ordinal);
        foreach (var target in targets.Values)
        {
            if (target.Outbox is { } outbox)
                await outbox.StartAsync(cancellationToken);
        }
    }

    /// <inheritdoc/>
    public override async Task DrainAsync(CancellationToken cancellationToken)
    {
        foreach (var target in targets.Values)
        {
            if (target.Outbox is { } outbox)
                await outbox.DisposeAsync();
        }
    }

    /// <summary>The store of that name.</summary>
    /// <exception cref="ApiException">There is none of that name, or none at all.</exception>
    public StateTarget Find(string store)
    {
        if (targets.TryGetValue(store, out var target))
            return target;
        throw new ApiException(targets.Count == 0 ? StateErrors.NotConfigured(store) : StateErrors.NotFound(store));
    }
}
