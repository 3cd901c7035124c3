#nullable enable
using System.Net;
using System.Text.Json;

namespace Dapr.Client;

internal sealed partial class HttpDaprClient
{
    public override async Task<TValue> GetStateAsync<TValue>(
        string storeName,
        string key,
        ConsistencyMode? consistencyMode = default,
        IReadOnlyDictionary<string, string>? metadata = default,
        CancellationToken cancellationToken = default) =>
        (await GetStateAndETagAsync<TValue>(storeName, key, consistencyMode, metadata, cancellationToken)).value;

    public override async Task<(TValue value, string etag)> GetStateAndETagAsync<TValue>(
        string storeName,
        string key,
        ConsistencyMode? consistencyMode = default,
        IReadOnlyDictionary<string, string>? metadata = default,
        CancellationToken cancellationToken = default)
    {
        var path = SidecarUri.WithQuery(KeyPath(storeName, key), metadata, ("consistency", StateJson.Name(consistencyMode)));
        using var response = await SendAsync("Get state", sidecar.Request(HttpMethod.Get, path), cancellationToken);

        // 204 is "no such key"; its ETag, as everywhere in this API, is then the empty string.
        var body = response.StatusCode == HttpStatusCode.NoContent
            ? []
            : await response.Content.ReadAsByteArrayAsync(cancellationToken);
        return (Deserialize<TValue>("Get state", body)!, ETagOf(response));
    }

    public override async Task<IReadOnlyList<BulkStateItem>> GetBulkStateAsync(
        string storeName,
        IReadOnlyList<string> keys,
        int? parallelism,
        IReadOnlyDictionary<string, string>? metadata = default,
        CancellationToken cancellationToken = default)
    {
        var items = await ReadBulkAsync(storeName, keys, parallelism, metadata, cancellationToken);
        return items.ConvertAll(item => new BulkStateItem(item.Key, item.Data?.GetRawText() ?? string.Empty, item.ETag ?? string.Empty));
    }

    public override async Task<IReadOnlyList<BulkStateItem<TValue>>> GetBulkStateAsync<TValue>(
        string storeName,
        IReadOnlyList<string> keys,
        int? parallelism,
        IReadOnlyDictionary<string, string>? metadata = default,
        CancellationToken cancellationToken = default)
    {
        var items = await ReadBulkAsync(storeName, keys, parallelism, metadata, cancellationToken);
        return items.ConvertAll(item => new BulkStateItem<TValue>(
            item.Key,
            item.Data is { } data ? data.Deserialize<TValue>(json)! : default!,
            item.ETag ?? string.Empty));
    }

    public override async Task SaveBulkStateAsync<TValue>(
        string storeName,
        IReadOnlyList<SaveStateItem<TValue>> items,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(items);
        var changes = items.Select(item =>
            new StateChange(item.Key, item.Value is null ? null : Serialize(item.Value), item.ETag, item.StateOptions, item.Metadata));
        using var response = await SaveAsync(storeName, NotEmpty(changes.ToList(), nameof(items)), cancellationToken);
        await ThrowIfFailedAsync("Save state", response, cancellationToken);
    }

    public override async Task SaveStateAsync<TValue>(
        string storeName,
        string key,
        TValue value,
        StateOptions? stateOptions = default,
        IReadOnlyDictionary<string, string>? metadata = default,
        CancellationToken cancellationToken = default)
    {
        using var response = await SaveAsync(storeName, [Change(key, value, null, stateOptions, metadata)], cancellationToken);
        await ThrowIfFailedAsync("Save state", response, cancellationToken);
    }

    public override async Task<bool> TrySaveStateAsync<TValue>(
        string storeName,
        string key,
        TValue value,
        string etag,
        StateOptions? stateOptions = default,
        IReadOnlyDictionary<string, string>? metadata = default,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(etag);
        using var response = await SaveAsync(storeName, [Change(key, value, etag, stateOptions, metadata)], cancellationToken);
        return await SucceededAsync("Save state", response, cancellationToken);
    }

    public override async Task DeleteStateAsync(
        string storeName,
        string key,
        StateOptions? stateOptions = default,
        IReadOnlyDictionary<string, string>? metadata = default,
        CancellationToken cancellationToken = default)
    {
        using var response = await DeleteAsync(storeName, key, null, stateOptions, metadata, cancellationToken);
        await ThrowIfFailedAsync("Delete state", response, cancellationToken);
    }

    public override async Task<bool> TryDeleteStateAsync(
        string storeName,
        string key,
        string etag,
        StateOptions? stateOptions = default,
        IReadOnlyDictionary<string, string>? metadata = default,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(etag);
        using var response = await DeleteAsync(storeName, key, etag, stateOptions, metadata, cancellationToken);
        return await SucceededAsync("Delete state", response, cancellationToken);
    }

    /// <summary>The HTTP API has no bulk delete, so this is one call a key, ending at the first failure.</summary>
    public override async Task DeleteBulkStateAsync(
        string storeName,
        IReadOnlyList<BulkDeleteStateItem> items,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(items);
        foreach (var item in items)
        {
            using var response = await DeleteAsync(
                storeName, item.Key, item.ETag, item.StateOptions, item.Metadata, cancellationToken);
            await ThrowIfFailedAsync("Delete state", response, cancellationToken);
        }
    }

    public override async Task ExecuteStateTransactionAsync(
        string storeName,
        IReadOnlyList<StateTransactionRequest> operations,
        IReadOnlyDictionary<string, string>? metadata = default,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(operations);
        var body = StateJson.Transaction(NotEmpty(operations, nameof(operations)), metadata);
        var request = sidecar.Request(HttpMethod.Post, $"{StorePath(storeName)}/transaction", body);
        using var response = await SendAsync("State transaction", request, cancellationToken);
    }
}
