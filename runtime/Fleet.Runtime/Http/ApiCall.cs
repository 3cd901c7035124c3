using System.Text;
using System.Text.Json.Nodes;
using Fleet.Runtime.Hosting;
using Microsoft.AspNetCore.Http;

namespace Fleet.Runtime.Http;

/// <summary>One call of a sidecar's HTTP API: the request, which sidecar it came to, and what the route matched.</summary>
public readonly struct ApiCall(HttpContext http, Sidecar sidecar, RouteValues route, string rawPath, TraceContext? trace = null)
{
    /// <summary>Request and response.</summary>
    public HttpContext Http { get; } = http;

    /// <summary>The sidecar that was called, and so the app that is calling.</summary>
    public Sidecar Sidecar { get; } = sidecar;

    /// <summary>Path as it stands on the wire, without the query.</summary>
    public string RawPath { get; } = rawPath;

    /// <summary>The trace that follows from it: of the sidecar's span, or of the caller when nobody traces.</summary>
    public TraceContext Trace => trace ?? TraceContext.Of(Http.Request.Headers);

    /// <summary>Cancelled when the caller goes away.</summary>
    public CancellationToken Aborted => Http.RequestAborted;

    /// <summary>A route value with percent-escapes resolved; <c>+</c> stays.</summary>
    public string Path(string name) => Uri.UnescapeDataString(route[name]);

    /// <summary>A route value as a query value: percent-escapes resolved, <c>+</c> is a space.</summary>
    public string Form(string name) => Uri.UnescapeDataString(route[name].Replace('+', ' '));

    /// <summary>A route value as it stands on the wire.</summary>
    public string Raw(string name) => route[name];

    /// <summary>Query parameters <c>metadata.NAME=value</c> as NAME and value.</summary>
    public Dictionary<string, string> Metadata()
    {
        var metadata = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (key, value) in Http.Request.Query)
        {
            if (key.StartsWith("metadata.", StringComparison.Ordinal))
                metadata[key["metadata.".Length..]] = value[0] ?? "";
        }

        return metadata;
    }

    /// <summary>The whole body. At most the sidecar's <c>maxBodySize</c>.</summary>
    public ValueTask<byte[]> ReadBodyAsync() => RequestBody.ReadAsync(Http.Request, Aborted);

    /// <summary>The first JSON value of the body; what follows it is ignored, as daprd does.</summary>
    /// <exception cref="ApiException">400 <c>ERR_MALFORMED_REQUEST</c>.</exception>
    public async Task<JsonNode?> ReadJsonAsync() => RequestBody.FirstJsonValue(await ReadBodyAsync());

    /// <summary>Answers 204.</summary>
    public Task NoContentAsync()
    {
        Http.Response.StatusCode = StatusCodes.Status204NoContent;
        return Task.CompletedTask;
    }

    /// <summary>Answers with JSON.</summary>
    public Task JsonAsync(JsonNode? body, int status = 200) => BytesAsync(JsonText.Bytes(body), status);

    /// <summary>Answers with JSON that is already bytes.</summary>
    public Task BytesAsync(ReadOnlyMemory<byte> body, int status = 200, string contentType = "application/json")
    {
        var response = Http.Response;
        response.StatusCode = status;
        response.ContentType = contentType;
        response.ContentLength = body.Length;
        return response.Body.WriteAsync(body, Aborted).AsTask();
    }

    /// <summary>Answers with plain text.</summary>
    public Task TextAsync(string text, int status) => BytesAsync(Encoding.UTF8.GetBytes(text), status, "text/plain; charset=utf-8");

    /// <summary>Answers with an error.</summary>
    public Task FailAsync(ApiError error)
    {
        Sidecar.Metrics.Http.Failed(error.Code);
        var body = new JsonObject { ["errorCode"] = error.Code, ["message"] = error.Message };
        if (error.Details is { } details)
            body["details"] = new JsonArray([.. details.Select(Detail)]);
        return JsonAsync(body, error.Status);
    }

    private static JsonObject Detail(ErrorDetail detail)
    {
        var item = new JsonObject { ["@type"] = "type.googleapis.com/google.rpc." + detail.Kind };
        foreach (var (name, value) in detail.Fields)
            item[name] = value?.DeepClone();
        return item;
    }
}
