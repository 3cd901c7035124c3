using System.Collections.Concurrent;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Fleet.Tests.Conformance.Replay;

/// <summary>An app whose answers a scenario gives; it logs every call it gets.</summary>
public sealed class TestApp(int port, JsonObject spec, Func<JsonObject, CancellationToken, Task<Answer>> send) : IAsyncDisposable
{
    private readonly Lock gate = new();
    private readonly List<Handler> handlers = [.. HandlersOf(spec["handlers"])];
    private readonly List<ReceivedCall> calls = [];
    private readonly ConcurrentDictionary<string, Microsoft.AspNetCore.Connections.ConnectionContext> connections = new();
    private WebApplication? server;

    /// <summary>Listens.</summary>
    public async Task UpAsync()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(Listen);
        server = builder.Build();
        server.Run(HandleAsync);
        await server.StartAsync();
    }

    /// <summary>Stops listening and drops its connections.</summary>
    public async Task DownAsync()
    {
        if (server is null)
            return;
        foreach (var connection in connections.Values)
            connection.Abort();
        using var atOnce = new CancellationTokenSource();
        await atOnce.CancelAsync();
        await server.StopAsync(atOnce.Token);
        await server.DisposeAsync();
        server = null;
    }

    /// <summary>Puts handlers before those it has.</summary>
    public void Set(JsonNode? added)
    {
        lock (gate)
            handlers.InsertRange(0, HandlersOf(added));
    }

    /// <summary>Calls so far that match.</summary>
    public List<ReceivedCall> Matching(string method, string path)
    {
        lock (gate)
            return [.. calls.Where(call => (method == "*" || call.Method == method) && Fits(path, call.Path))];
    }

    /// <summary>Forgets the calls so far.</summary>
    public void Clear()
    {
        lock (gate)
            calls.Clear();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync() => await DownAsync();

    private static bool Fits(string pattern, string path) =>
        pattern == "*" || pattern == path || (pattern.EndsWith('*') && path.StartsWith(pattern[..^1], StringComparison.Ordinal));

    private static IEnumerable<Handler> HandlersOf(JsonNode? node) =>
        (node as JsonArray ?? []).Select(item => new Handler((string?)item!["method"] ?? "*", (string)item["path"]!, item["replies"] as JsonArray ?? [new JsonObject()]));

    private void Listen(KestrelServerOptions kestrel)
    {
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxRequestBodySize = null;
        kestrel.Listen(IPAddress.Loopback, port, listen =>
        {
            listen.Protocols = HttpProtocols.Http1;
            listen.Use(next => async connection =>
            {
                connections[connection.ConnectionId] = connection;
                await next(connection);
                connections.TryRemove(connection.ConnectionId, out _);
            });
        });
    }

    private async Task HandleAsync(HttpContext http)
    {
        var call = await ReadAsync(http);
        JsonObject reply;
        lock (gate)
        {
            calls.Add(call);
            reply = ReplyFor(call);
        }

        if (reply["delayMs"] is { } delay)
            await Task.Delay(TimeSpan.FromMilliseconds((int)delay), TimeProvider.System);
        var inner = reply["call"] is JsonObject further ? await ForwardAsync(further, http) : null;
        call.EndedAt = TimeProvider.System.GetTimestamp();
        if ((bool?)reply["reset"] == true)
            http.Abort();
        else
            await AnswerAsync(http, reply, call, inner);
    }

    private static async Task<ReceivedCall> ReadAsync(HttpContext http)
    {
        var started = TimeProvider.System.GetTimestamp();
        using var body = new MemoryStream();
        await http.Request.Body.CopyToAsync(body);
        var target = http.Features.Get<IHttpRequestFeature>()!.RawTarget;
        var headers = http.Request.Headers.ToDictionary(header => header.Key.ToLowerInvariant(), header => string.Join(", ", header.Value.ToArray()), StringComparer.Ordinal);
        return new ReceivedCall(http.Request.Method, target, headers, body.ToArray(), started);
    }

    private JsonObject ReplyFor(ReceivedCall call)
    {
        var handler = handlers.FirstOrDefault(handler => (handler.Method == "*" || handler.Method == call.Method) && Fits(handler.Path, call.Path));
        if (handler is not null)
            return handler.Next();
        return call.Path switch
        {
            "/dapr/subscribe" => new JsonObject { ["json"] = spec["subscribe"]?.DeepClone() ?? new JsonArray() },
            "/dapr/config" when spec["config"] is { } config => new JsonObject { ["json"] = config.DeepClone() },
            "/healthz" => [],
            _ => new JsonObject { ["status"] = 404 },
        };
    }

    private async Task<JsonNode> ForwardAsync(JsonObject further, HttpContext http)
    {
        var request = (JsonObject)further.DeepClone();
        var headers = request["headers"] as JsonObject ?? [];
        foreach (var name in request["forwardHeaders"] as JsonArray ?? [])
        {
            if (http.Request.Headers.TryGetValue((string)name!, out var value))
                headers[(string)name!] = value.ToString();
        }

        if (headers.Parent is null)
            request["headers"] = headers;
        return (await send(request, http.RequestAborted)).Status;
    }

    private static async Task AnswerAsync(HttpContext http, JsonObject reply, ReceivedCall call, JsonNode? innerStatus)
    {
        var response = http.Response;
        response.StatusCode = (int?)reply["status"] ?? 200;
        var (body, contentType) = BodyOf(reply, call, innerStatus);
        if (contentType is not null)
            response.ContentType = contentType;
        foreach (var (name, value) in reply["headers"] as JsonObject ?? [])
            response.Headers[name] = value is JsonArray several ? several.Select(item => (string?)item).ToArray() : (string?)value;
        var bodyless = response.StatusCode is 204 or 304;
        if (reply["chunks"] is JsonArray chunks)
        {
            foreach (var chunk in chunks)
            {
                await response.WriteAsync((string)chunk!);
                await response.Body.FlushAsync();
                await Task.Delay(TimeSpan.FromMilliseconds((int?)reply["chunkDelayMs"] ?? 0), TimeProvider.System);
            }

            return;
        }

        if (!bodyless)
            response.ContentLength = body.Length;
        if (!bodyless && http.Request.Method != "HEAD")
            await response.Body.WriteAsync(body);
    }

    private static (byte[] Body, string? ContentType) BodyOf(JsonObject reply, ReceivedCall call, JsonNode? innerStatus)
    {
        if (reply["bulkReply"] is JsonArray statuses)
            return (Json(BulkAnswer(statuses, call)), "application/json");
        if (reply.ContainsKey("json") || innerStatus is not null)
        {
            var json = reply["json"]?.DeepClone() ?? new JsonObject();
            if (innerStatus is not null && json is JsonObject answer)
                answer["innerStatus"] = innerStatus;
            return (Json(json), "application/json");
        }

        if (reply["text"] is { } text)
            return (Encoding.UTF8.GetBytes((string)text!), "text/plain");
        if (reply["base64"] is { } base64)
            return (Convert.FromBase64String((string)base64!), "application/octet-stream");
        if (reply["repeat"] is { } repeat)
            return (Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat((string)repeat["text"]!, (int)repeat["times"]!))), "text/plain");
        return (bool?)reply["echo"] == true
            ? (call.Body, call.Headers.GetValueOrDefault("content-type") ?? "application/octet-stream")
            : ([], null);
    }

    private static JsonObject BulkAnswer(JsonArray statuses, ReceivedCall call)
    {
        var entries = JsonNode.Parse(call.Body)?["entries"] as JsonArray ?? [];
        return new JsonObject
        {
            ["statuses"] = new JsonArray([.. entries.Select((entry, index) => new JsonObject
            {
                ["entryId"] = entry!["entryId"]?.DeepClone(),
                ["status"] = statuses[Math.Min(index, statuses.Count - 1)]?.DeepClone(),
            })]),
        };
    }

    private static byte[] Json(JsonNode? node) => Encoding.UTF8.GetBytes(Wire.Compact(node));

    private sealed record Handler(string Method, string Path, JsonArray Replies)
    {
        private int used;

        public JsonObject Next() => (JsonObject)Replies[Math.Min(used++, Replies.Count - 1)]!;
    }
}

/// <summary>A call that a test app got.</summary>
public sealed record ReceivedCall(string Method, string Target, IReadOnlyDictionary<string, string> Headers, byte[] Body, long StartedAt)
{
    /// <summary>When it was answered; null while it is in progress.</summary>
    public long? EndedAt { get; set; }

    /// <summary>The path without the query.</summary>
    public string Path => Target.Split('?')[0];
}
