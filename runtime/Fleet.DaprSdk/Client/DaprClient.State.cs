namespace Dapr.Client;

public abstract partial class DaprClient
{
    /// <summary>Reads a value; the type's default if there is none.</summary>
    public abstract Task<TValue> GetStateAsync<TValue>(
        string storeName,
        string key,
        ConsistencyMode? consistencyMode = default,
        IReadOnlyDictionary<string, string> metadata = default,
        CancellationToken cancellationToken = default);

    /// <summary>Reads several values as JSON text.</summary>
    public abstract Task<IReadOnlyList<BulkStateItem>> GetBulkStateAsync(
        string storeName,
        IReadOnlyList<string> keys,
        int? parallelism,
        IReadOnlyDictionary<string, string> metadata = default,
        CancellationToken cancellationToken = default);

    /// <summary>Reads several values of one type.</summary>
    public abstract Task<IReadOnlyList<BulkStateItem<TValue>>> GetBulkStateAsync<TValue>(
        string storeName,
        IReadOnlyList<string> keys,
        int? parallelism,
        IReadOnlyDictionary<string, string> metadata = default,
        CancellationToken cancellationToken = default);

    /// <summary>Saves several values.</summary>
    public abstract Task SaveBulkStateAsync<TValue>(
        string storeName,
        IReadOnlyList<SaveStateItem<TValue>> items,
        CancellationToken cancellationToken = default);

    /// <summary>Deletes several keys.</summary>
    public abstract Task DeleteBulkStateAsync(
        string storeName,
        IReadOnlyList<BulkDeleteStateItem> items,
        CancellationToken cancellationToken = default);

    /// <summary>Reads a value and its ETag, which is empty if there is no value.</summary>
    public abstract Task<(TValue value, string etag)> GetStateAndETagAsync<TValue>(
        string storeName,
        string key,
        ConsistencyMode? consistencyMode = default,
        IReadOnlyDictionary<string, string> metadata = default,
        CancellationToken cancellationToken = default);

    /// <summary>Reads a value with its ETag into an entry that can be changed and saved.</summary>
    public async Task<StateEntry<TValue>> GetStateEntryAsync<TValue>(
        string storeName,
        string key,
        ConsistencyMode? consistencyMode = default,
        IReadOnlyDictionary<string, string> metadata = default,
        CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(storeName);
        ArgumentException.ThrowIfNullOrEmpty(key);
        var (value, etag) = await GetStateAndETagAsync<TValue>(storeName, key, consistencyMode, metadata, cancellationToken);
        return new StateEntry<TValue>(this, storeName, key, value, etag);
    }

    /// <summary>Saves a value, whatever the key's ETag.</summary>
    public abstract Task SaveStateAsync<TValue>(
        string storeName,
        string key,
        TValue value,
        StateOptions stateOptions = default,
        IReadOnlyDictionary<string, string> metadata = default,
        CancellationToken cancellationToken = default);

    /// <summary>Saves a value if the key has this ETag; false if it has another.</summary>
    public abstract Task<bool> TrySaveStateAsync<TValue>(
        string storeName,
        string key,
        TValue value,
        string etag,
        StateOptions stateOptions = default,
        IReadOnlyDictionary<string, string> metadata = default,
        CancellationToken cancellationToken = default);

    /// <summary>Makes all changes or none, if the store is transactional.</summary>
    public abstract Task ExecuteStateTransactionAsync(
        string storeName,
        IReadOnlyList<StateTransactionRequest> operations,
        IReadOnlyDictionary<string, string> metadata = default,
        CancellationToken cancellationToken = default);

    /// <summary>Deletes a key, whatever its ETag.</summary>
    public abstract Task DeleteStateAsync(
        string storeName,
        string key,
        StateOptions stateOptions = default,
        IReadOnlyDictionary<string, string> metadata = default,
        CancellationToken cancellationToken = default);

    /// <summary>Deletes a key if it has this ETag; false if it has another.</summary>
    public abstract Task<bool> TryDeleteStateAsync(
        string storeName,
        string key,
        string etag,
        StateOptions stateOptions = default,
        IReadOnlyDictionary<string, string> metadata = default,
        CancellationToken cancellationToken = default);
}
