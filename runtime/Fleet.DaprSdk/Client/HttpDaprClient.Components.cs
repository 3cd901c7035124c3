#nullable enable
using System.Buffers;
using System.Text.Json;

namespace Dapr.Client;

internal sealed partial class HttpDaprClient
{
    private const string MetadataHeaderPrefix = "Metadata.";

    public override async Task InvokeBindingAsync<TRequest>(
        string bindingName,
        string operation,
        TRequest data,
        IReadOnlyDictionary<string, string>? metadata = default,
        CancellationToken cancellationToken = default)
    {
        using var response = await BindAsync(bindingName, operation, Serialize(data), metadata, cancellationToken);
    }

    public override async Task<TResponse> InvokeBindingAsync<TRequest, TResponse>(
        string bindingName,
        string operation,
        TRequest data,
        IReadOnlyDictionary<string, string>? metadata = default,
        CancellationToken cancellationToken = default)
    {
        using var response = await BindAsync(bindingName, operation, Serialize(data), metadata, cancellationToken);
        return Deserialize<TResponse>("Binding", await response.Content.ReadAsByteArrayAsync(cancellationToken))!;
    }

    public override async Task<BindingResponse> InvokeBindingAsync(
        BindingRequest request,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        var data = request.Data.IsEmpty ? null : AsJson(request.Data);
        using var response = await BindAsync(request.BindingName, request.Operation, data, request.Metadata, cancellationToken);
        var metadata = response.Headers.NonValidated
            .Where(header => header.Key.StartsWith(MetadataHeaderPrefix, StringComparison.OrdinalIgnoreCase))
            .ToDictionary(header => header.Key[MetadataHeaderPrefix.Length..], header => header.Value.ToString());
        return new BindingResponse(request, await response.Content.ReadAsByteArrayAsync(cancellationToken), metadata);
    }

    public override Task<Dictionary<string, string>> GetSecretAsync(
        string storeName,
        string key,
        IReadOnlyDictionary<string, string>? metadata = default,
        CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(storeName);
        ArgumentException.ThrowIfNullOrEmpty(key);
        var path = $"/v1.0/secrets/{SidecarUri.Escape(storeName)}/{SidecarUri.Escape(key)}";
        return ReadAsync<Dictionary<string, string>>("Get secret", SidecarUri.WithQuery(path, metadata), cancellationToken);
    }

    public override Task<Dictionary<string, Dictionary<string, string>>> GetBulkSecretAsync(
        string storeName,
        IReadOnlyDictionary<string, string>? metadata = default,
        CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(storeName);
        var path = SidecarUri.WithQuery($"/v1.0/secrets/{SidecarUri.Escape(storeName)}/bulk", metadata);
        return ReadAsync<Dictionary<string, Dictionary<string, string>>>("Get secrets", path, cancellationToken);
    }

    public override async Task<GetConfigurationResponse> GetConfiguration(
        string storeName,
        IReadOnlyList<string> keys,
        IReadOnlyDictionary<string, string>? metadata = default,
        CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(storeName);
        var named = keys?.Select(key => ("key", (string?)key)).ToArray() ?? [];
        var path = SidecarUri.WithQuery($"/v1.0/configuration/{SidecarUri.Escape(storeName)}", metadata, named);
        var items = await ReadAsync<Dictionary<string, ConfigurationValue>>("Get configuration", path, cancellationToken);
        return new GetConfigurationResponse(items.ToDictionary(
            item => item.Key,
            item => new ConfigurationItem(
                item.Value.Value ?? string.Empty, item.Value.Version ?? string.Empty, item.Value.Metadata ?? [])));
    }

    private Task<HttpResponseMessage> BindAsync(
        string bindingName,
        string operation,
        byte[]? data,
        IReadOnlyDictionary<string, string>? metadata,
        CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(bindingName);
        ArgumentException.ThrowIfNullOrEmpty(operation);
        var body = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(body))
        {
            writer.WriteStartObject();
            writer.WriteString("operation", operation);
            if (data is not null)
            {
                writer.WritePropertyName("data");
                writer.WriteRawValue(data);
            }

            StateJson.WriteMetadata(writer, metadata);
            writer.WriteEndObject();
        }

        var path = $"/v1.0/bindings/{SidecarUri.Escape(bindingName)}";
        return SendAsync("Binding", sidecar.Request(HttpMethod.Post, path, body.WrittenMemory), cancellationToken);
    }

    /// <summary>The HTTP API takes data as JSON: what is JSON goes as it is, other text as a JSON string.</summary>
    private static byte[] AsJson(ReadOnlyMemory<byte> data)
    {
        try
        {
            using var document = JsonDocument.Parse(data);
            return data.ToArray();
        }
        catch (JsonException)
        {
            return JsonSerializer.SerializeToUtf8Bytes(System.Text.Encoding.UTF8.GetString(data.Span));
        }
    }

    private async Task<T> ReadAsync<T>(string operation, string path, CancellationToken cancellationToken)
        where T : new()
    {
        using var response = await SendAsync(operation, sidecar.Request(HttpMethod.Get, path), cancellationToken);
        var body = await response.Content.ReadAsByteArrayAsync(cancellationToken);
        return body.Length == 0 ? new T() : JsonSerializer.Deserialize<T>(body, JsonSerializerOptions.Web) ?? new T();
    }

    private sealed record ConfigurationValue(string? Value, string? Version, Dictionary<string, string>? Metadata);
}
