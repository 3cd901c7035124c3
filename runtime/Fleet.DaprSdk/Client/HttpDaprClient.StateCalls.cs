#nullable enable
using System.Net;
using System.Text.Json;

namespace Dapr.Client;

internal sealed partial class HttpDaprClient
{
    private async Task<List<BulkItem>> ReadBulkAsync(
        string storeName,
        IReadOnlyList<string> keys,
        int? parallelism,
        IReadOnlyDictionary<string, string>? metadata,
        CancellationToken cancellationToken)
    {
        var body = JsonSerializer.SerializeToUtf8Bytes(
            new BulkQuery(NotEmpty(keys, nameof(keys)), parallelism ?? 0), JsonSerializerOptions.Web);
        var path = SidecarUri.WithQuery($"{StorePath(storeName)}/bulk", metadata);
        using var response = await SendAsync("Get bulk state", sidecar.Request(HttpMethod.Post, path, body), cancellationToken);
        var answer = await response.Content.ReadAsByteArrayAsync(cancellationToken);
        return answer.Length == 0 ? [] : JsonSerializer.Deserialize<List<BulkItem>>(answer, JsonSerializerOptions.Web) ?? [];
    }

    private Task<HttpResponseMessage> SaveAsync(string storeName, IReadOnlyList<StateChange> changes, CancellationToken cancellationToken) =>
        TransferAsync(
            "Save state",
            sidecar.Request(HttpMethod.Post, StorePath(storeName), StateJson.Changes(changes)),
            cancellationToken);

    private Task<HttpResponseMessage> DeleteAsync(
        string storeName,
        string key,
        string? etag,
        StateOptions? options,
        IReadOnlyDictionary<string, string>? metadata,
        CancellationToken cancellationToken)
    {
        var path = SidecarUri.WithQuery(
            KeyPath(storeName, key),
            metadata,
            ("concurrency", StateJson.Name(options?.Concurrency)),
            ("consistency", StateJson.Name(options?.Consistency)));
        var request = sidecar.Request(HttpMethod.Delete, path);
        if (etag is not null)
        {
            request.Headers.TryAddWithoutValidation("If-Match", etag);
        }

        return TransferAsync("Delete state", request, cancellationToken);
    }

    /// <summary>True if done, false if the ETag was another; any other failure throws.</summary>
    private static async Task<bool> SucceededAsync(string operation, HttpResponseMessage response, CancellationToken cancellationToken)
    {
        if (response.StatusCode == HttpStatusCode.Conflict)
        {
            return false;
        }

        await ThrowIfFailedAsync(operation, response, cancellationToken);
        return true;
    }

    private static async Task ThrowIfFailedAsync(string operation, HttpResponseMessage response, CancellationToken cancellationToken)
    {
        if (!response.IsSuccessStatusCode)
        {
            throw await FailureAsync(operation, response, cancellationToken);
        }
    }

    private StateChange Change<TValue>(
        string key,
        TValue value,
        string? etag,
        StateOptions? options,
        IReadOnlyDictionary<string, string>? metadata)
    {
        ArgumentException.ThrowIfNullOrEmpty(key);
        return new StateChange(key, value is null ? null : Serialize(value), etag, options, metadata);
    }

    private static string StorePath(string storeName)
    {
        ArgumentException.ThrowIfNullOrEmpty(storeName);
        return $"/v1.0/state/{SidecarUri.Escape(storeName)}";
    }

    private static string KeyPath(string storeName, string key)
    {
        ArgumentException.ThrowIfNullOrEmpty(key);
        return $"{StorePath(storeName)}/{SidecarUri.Escape(key)}";
    }

    private static string ETagOf(HttpResponseMessage response) =>
        response.Headers.NonValidated.TryGetValues("ETag", out var values) ? values.ToString() : string.Empty;

    private static IReadOnlyList<T> NotEmpty<T>(IReadOnlyList<T> items, string parameter)
    {
        ArgumentNullException.ThrowIfNull(items, parameter);
        return items.Count > 0 ? items : throw new ArgumentException($"{parameter} is empty.", parameter);
    }

    private sealed record BulkQuery(IReadOnlyList<string> Keys, int Parallelism);

    private sealed record BulkItem(string Key, JsonElement? Data, string? ETag);
}
