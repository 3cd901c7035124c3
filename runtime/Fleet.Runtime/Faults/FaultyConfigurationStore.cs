using Fleet.Runtime.Configuration;

namespace Fleet.Runtime.Faults;

/// <summary>A configuration store that faults can break.</summary>
internal sealed class FaultyConfigurationStore(IConfigurationStore inner, ComponentWay way) : FaultyComponent(inner, way), IConfigurationStore
{
    /// <inheritdoc/>
    public Task<IReadOnlyDictionary<string, ConfigurationItem>> GetAsync(IReadOnlyList<string> keys, CancellationToken cancellationToken) => !Way.Faults.Acts
        ? inner.GetAsync(keys, cancellationToken)
        : Way.Faults.RunAsync(Way.At(FaultOperations.Configuration, path: keys.Count == 1 ? keys[0] : null), token => inner.GetAsync(keys, token), cancellationToken);

    /// <inheritdoc/>
    public Task<IAsyncDisposable> SubscribeAsync(IReadOnlyList<string> keys, Func<string, ConfigurationItem?, Task> changed, CancellationToken cancellationToken) =>
        inner.SubscribeAsync(keys, changed, cancellationToken);
}
