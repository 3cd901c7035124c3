using Fleet.Runtime.Components;
using Fleet.Runtime.Hosting;
using Fleet.Runtime.Resiliency;

namespace Fleet.Runtime.Inspection;

/// <summary>A look inside a runtime that changes nothing.</summary>
public sealed class RuntimeInspector(FleetRuntime runtime)
{
    /// <summary>
    /// Every queue of every broker that can say so (<c>pubsub.sqlite</c>, <c>pubsub.in-memory</c>), each once however many sidecars
    /// share it, and under whatever names: the first of them counts.
    /// </summary>
    public async Task<IReadOnlyList<QueueStatus>> QueuesAsync(CancellationToken cancellationToken = default)
    {
        var queues = new List<QueueStatus>();
        var listed = new HashSet<object>(ReferenceEqualityComparer.Instance);
        foreach (var (_, component) in Components())
        {
            if (component.Component is IQueueListing { Queues: { } held } broker && listed.Add(held))
                queues.AddRange(await broker.QueuesAsync(cancellationToken));
        }

        return [.. queues.OrderBy(queue => queue.PubSub, StringComparer.Ordinal).ThenBy(queue => queue.Topic, StringComparer.Ordinal).ThenBy(queue => queue.Group, StringComparer.Ordinal)];
    }

    /// <summary>What an app's store holds, by whole keys.</summary>
    /// <exception cref="KeyNotFoundException">The app has no such store, or it cannot say.</exception>
    public Task<IReadOnlyList<KeyValuePair<string, ReadOnlyMemory<byte>>>> StateAsync(string appId, string store, int most = 1000, CancellationToken cancellationToken = default)
    {
        var found = Components().FirstOrDefault(there => there.App == appId && there.Component.Spec.Name == store).Component?.Component;
        return found is IStateListing listing
            ? listing.ListAsync(most, cancellationToken)
            : throw new KeyNotFoundException($"app {appId} has no state store '{store}' that can be listed");
    }

    /// <summary>What acts on each target that was called under a policy, with its breakers, by app id of the sidecar.</summary>
    public IReadOnlyList<KeyValuePair<string, TargetStatus>> Targets() =>
    [
        .. from sidecar in runtime.Sidecars
           from target in sidecar.Policies.Describe()
           select KeyValuePair.Create(sidecar.AppId, target),
    ];

    private IEnumerable<(string App, LoadedComponent Component)> Components() =>
        from sidecar in runtime.Sidecars
        from component in sidecar.Components.All
        select (sidecar.AppId, component);
}
