using System.Collections.Concurrent;
using System.Net;
using System.Text;
using Fleet.Tests.Shared;

namespace Fleet.Tests.Unit.Runtime.Telemetry;

/// <summary>A call that an app got.</summary>
public sealed record TracedCall(string Method, string Path, string? TraceParent, string? TraceState, string Body);

/// <summary>An app that subscribes to <c>orders</c>, hosts actors of type <c>T</c>, and writes down what it is called with.</summary>
public sealed class TracedApp : HttpMessageHandler
{
    private readonly ConcurrentQueue<TracedCall> calls = new();

    /// <summary>What it was called with.</summary>
    public IReadOnlyCollection<TracedCall> Calls => calls;

    /// <summary>The first call of a path that begins so, as soon as it is there.</summary>
    public async Task<TracedCall> CalledAsync(string path)
    {
        TracedCall? found = null;
        await Waiting.UntilAsync(() => (found = calls.FirstOrDefault(call => call.Path.StartsWith(path, StringComparison.Ordinal))) is not null, path + " is called");
        return found!;
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var path = request.RequestUri!.AbsolutePath;
        var body = request.Content is null ? "" : await request.Content.ReadAsStringAsync(cancellationToken);
        calls.Enqueue(new TracedCall(request.Method.Method, path, Header(request, "traceparent"), Header(request, "tracestate"), body));
        var answer = path switch
        {
            "/dapr/subscribe" => """[{"pubsubname":"pubsub","topic":"orders","route":"/orders"}]""",
            "/dapr/config" => """{"entities":["T"]}""",
            _ => "{}",
        };
        var status = path == "/fails" ? HttpStatusCode.InternalServerError : HttpStatusCode.OK;
        return new HttpResponseMessage(status) { Content = new StringContent(answer, Encoding.UTF8, "application/json") };
    }

    private static string? Header(HttpRequestMessage request, string name) =>
        request.Headers.NonValidated.TryGetValues(name, out var values) ? values.ToString() : null;
}
