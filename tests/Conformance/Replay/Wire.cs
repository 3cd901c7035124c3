using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Fleet.Tests.Conformance.Replay;

/// <summary>What came back for one request: a status, or <c>closed</c> or <c>timeout</c>.</summary>
public sealed record Answer(JsonNode Status, IReadOnlyDictionary<string, string> Headers, byte[] Body, double Milliseconds);

/// <summary>Sends requests as a scenario writes them down.</summary>
public static class Wire
{
    private static readonly JsonSerializerOptions CompactJson = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>JSON without spaces, in the order of the file, not escaped beyond need.</summary>
    public static string Compact(JsonNode? node) => node?.ToJsonString(CompactJson) ?? "null";

    /// <summary>One request on a connection of its own.</summary>
    public static async Task<Answer> SendAsync(JsonObject spec, int port, CancellationToken cancellationToken)
    {
        var limit = TimeSpan.FromMilliseconds((int?)spec["timeoutMs"] ?? 30_000);
        using var timeout = new CancellationTokenSource(limit, TimeProvider.System);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        using var client = new HttpMessageInvoker(new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            UseProxy = false,
            ActivityHeadersPropagator = null,
            AutomaticDecompression = DecompressionMethods.None,
        });
        var started = TimeProvider.System.GetTimestamp();
        try
        {
            using var request = Request(spec, port);
            using var response = await client.SendAsync(request, both.Token);
            var body = await response.Content.ReadAsByteArrayAsync(both.Token);
            return new Answer((int)response.StatusCode, HeadersOf(response), body, TimeProvider.System.GetElapsedTime(started).TotalMilliseconds);
        }
        catch (OperationCanceledException) when (timeout.IsCancellationRequested)
        {
            return new Answer("timeout", new Dictionary<string, string>(), [], limit.TotalMilliseconds);
        }
        catch (HttpRequestException)
        {
            return new Answer("closed", new Dictionary<string, string>(), [], 0);
        }
    }

    private static HttpRequestMessage Request(JsonObject spec, int port)
    {
        var options = new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true };
        var request = new HttpRequestMessage(new HttpMethod((string)spec["method"]!), new Uri($"http://127.0.0.1:{port}{(string)spec["path"]!}", options));
        var (body, contentType) = BodyOf(spec);
        var headers = spec["headers"] as JsonObject ?? [];
        if (body is not null || headers.Any(IsContentHeader))
            request.Content = new ByteArrayContent(body ?? []);
        if (contentType is not null && !headers.Any(header => header.Key.Equals("content-type", StringComparison.OrdinalIgnoreCase)))
            request.Content!.Headers.ContentType = MediaTypeHeaderValue.Parse(contentType);
        if ((bool?)spec["chunked"] == true)
            request.Headers.TransferEncodingChunked = true;
        foreach (var header in headers)
            Add(request, header);
        return request;
    }

    private static void Add(HttpRequestMessage request, KeyValuePair<string, JsonNode?> header)
    {
        if (header.Value is null)
            return;
        var values = header.Value is JsonArray several ? several.Select(value => (string?)value) : [(string?)header.Value];
        if (IsContentHeader(header))
            request.Content!.Headers.TryAddWithoutValidation(header.Key, values);
        else
            request.Headers.TryAddWithoutValidation(header.Key, values);
    }

    private static bool IsContentHeader(KeyValuePair<string, JsonNode?> header) =>
        header.Value is not null && header.Key.StartsWith("content-", StringComparison.OrdinalIgnoreCase);

    private static (byte[]? Body, string? ContentType) BodyOf(JsonObject spec)
    {
        if (spec.ContainsKey("json"))
            return (Encoding.UTF8.GetBytes(Compact(spec["json"])), "application/json");
        if (spec["text"] is { } text)
            return (Encoding.UTF8.GetBytes((string)text!), null);
        if (spec["base64"] is { } base64)
            return (Convert.FromBase64String((string)base64!), null);
        if (spec["repeat"] is { } repeat)
        {
            var middle = string.Concat(Enumerable.Repeat((string)repeat["text"]!, (int)repeat["times"]!));
            return (Encoding.UTF8.GetBytes((string?)repeat["prefix"] + middle + (string?)repeat["suffix"]), null);
        }

        return (null, null);
    }

    private static Dictionary<string, string> HeadersOf(HttpResponseMessage response) =>
        response.Headers.NonValidated.Concat(response.Content.Headers.NonValidated)
            .ToDictionary(header => header.Key.ToLowerInvariant(), header => string.Join(", ", header.Value), StringComparer.Ordinal);
}
