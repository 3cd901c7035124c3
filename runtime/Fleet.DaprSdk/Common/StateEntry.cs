#nullable enable
using Dapr.Client;

namespace Dapr;

/// <summary>A value of a state store together with its key and the ETag it was read with.</summary>
public sealed class StateEntry<TValue>(DaprClient client, string storeName, string key, TValue value, string etag)
{
    /// <summary>The state store's component name.</summary>
    public string StoreName { get; } = storeName ?? throw new ArgumentNullException(nameof(storeName));

    /// <summary>The key.</summary>
    public string Key { get; } = key ?? throw new ArgumentNullException(nameof(key));

    /// <summary>The value; a change stays here until one of the save methods is called.</summary>
    public TValue Value { get; set; } = value;

    /// <summary>The ETag the value was read with.</summary>
    public string ETag { get; } = etag;

    /// <summary>Deletes the key, whatever its ETag is by now.</summary>
    public Task DeleteAsync(
        StateOptions? stateOptions = null,
        IReadOnlyDictionary<string, string>? metadata = null,
        CancellationToken cancellationToken = default) =>
        client.DeleteStateAsync(StoreName, Key, stateOptions, metadata, cancellationToken);

    /// <summary>Saves <see cref="Value"/>, whatever the ETag is by now.</summary>
    public Task SaveAsync(
        StateOptions? stateOptions = null,
        IReadOnlyDictionary<string, string>? metadata = null,
        CancellationToken cancellationToken = default) =>
        client.SaveStateAsync(StoreName, Key, Value, stateOptions, metadata, cancellationToken);

    /// <summary>Saves <see cref="Value"/> if the ETag has not changed; false if it has.</summary>
    public Task<bool> TrySaveAsync(
        StateOptions? stateOptions = null,
        IReadOnlyDictionary<string, string>? metadata = null,
        CancellationToken cancellationToken = default) =>
        client.TrySaveStateAsync(StoreName, Key, Value, ETag, stateOptions, metadata, cancellationToken);

    /// <summary>Deletes the key if the ETag has not changed; false if it has.</summary>
    public Task<bool> TryDeleteAsync(
        StateOptions? stateOptions = null,
        IReadOnlyDictionary<string, string>? metadata = null,
        CancellationToken cancellationToken = default) =>
        client.TryDeleteStateAsync(StoreName, Key, ETag, stateOptions, metadata, cancellationToken);
}
