#nullable enable
using System.Net.Http.Headers;
using System.Text.Json;
using Dapr.Client;

namespace Dapr;

/// <summary>One app's calls to its sidecar: endpoint, token and one pool of connections.</summary>
internal sealed class SidecarHttp(HttpClient client, Uri endpoint, string? apiToken) : IDisposable
{
    public static readonly MediaTypeHeaderValue Json = new("application/json");

    public HttpClient Client => client;

    public Uri Endpoint => endpoint;

    public string? ApiToken => apiToken;

    public HttpRequestMessage Request(HttpMethod method, string pathAndQuery, ReadOnlyMemory<byte>? body = null, string? contentType = null)
    {
        var request = new HttpRequestMessage(method, SidecarUri.Create(endpoint, pathAndQuery));
        Authorize(request);
        if (body is { } bytes)
        {
            request.Content = new ReadOnlyMemoryContent(bytes)
            {
                Headers = { ContentType = contentType is null ? Json : MediaTypeHeaderValue.Parse(contentType) },
            };
        }

        return request;
    }

    public void Authorize(HttpRequestMessage request)
    {
        if (!string.IsNullOrWhiteSpace(apiToken))
        {
            request.Headers.TryAddWithoutValidation(InvocationHandler.ApiTokenHeader, apiToken);
        }
    }

    public async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        using (request)
        {
            return await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        }
    }

    /// <summary>What a failed answer says: error code and message where the body has them, the status otherwise.</summary>
    public static async Task<SidecarError> ReadErrorAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var body = await response.Content.ReadAsByteArrayAsync(cancellationToken);
        var json = ParseObject(body);
        return new SidecarError((int)response.StatusCode, Text(json, "errorCode"), Text(json, "message"), json);
    }

    private static JsonElement? ParseObject(byte[] body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            return document.RootElement.ValueKind == JsonValueKind.Object ? document.RootElement.Clone() : null;
        }
        catch (JsonException)
        {
            // The body is somebody's text; the status says what can be said.
            return null;
        }
    }

    private static string? Text(JsonElement? json, string name) =>
        json is { } root && root.TryGetProperty(name, out var value) ? value.ToString() : null;

    public void Dispose() => client.Dispose();
}

/// <summary>A failed answer of the sidecar.</summary>
internal readonly record struct SidecarError(int Status, string? ErrorCode, string? Message, JsonElement? Json)
{
    public HttpRequestException ToException() => new(ToString(), null, (System.Net.HttpStatusCode)Status);

    public override string ToString() => $"The sidecar answered {Status} {ErrorCode}: {Message ?? "no message"}";
}
