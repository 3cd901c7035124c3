using Fleet.Runtime.Secrets;

namespace Fleet.Runtime.Faults;

/// <summary>A secret store that faults can break.</summary>
internal sealed class FaultySecretStore(ISecretStore inner, ComponentWay way) : FaultyComponent(inner, way), ISecretStore
{
    /// <inheritdoc/>
    public Task<IReadOnlyDictionary<string, string>?> GetAsync(string name, CancellationToken cancellationToken) => !Way.Faults.Acts
        ? inner.GetAsync(name, cancellationToken)
        : Way.Faults.RunAsync(Way.At(FaultOperations.Secret, path: name), token => inner.GetAsync(name, token), cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>>> GetAllAsync(CancellationToken cancellationToken) => !Way.Faults.Acts
        ? inner.GetAllAsync(cancellationToken)
        : Way.Faults.RunAsync(Way.At(FaultOperations.Secret), inner.GetAllAsync, cancellationToken);
}
