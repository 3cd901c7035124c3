using System.Collections.Concurrent;
using System.Net;
using System.Text;

namespace Fleet.Tests.Unit.Runtime.Actors;

/// <summary>An app that hosts actors of type <c>T</c>, without a port: notes every call, holds those it is told to hold.</summary>
internal sealed class ActorApp : HttpMessageHandler
{
    private readonly ConcurrentQueue<string> calls = new();
    private readonly ConcurrentDictionary<string, TaskCompletionSource> held = new(StringComparer.Ordinal);

    /// <summary>Verb and path of every call to an actor.</summary>
    public string[] Calls => [.. calls];

    /// <summary>Calls of that path are answered when the result is set.</summary>
    public TaskCompletionSource Hold(string path) => held[path] = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Waits until a call has come.</summary>
    public async Task<string[]> CalledAsync(string call)
    {
        while (!calls.Contains(call))
            await Task.Delay(TimeSpan.FromMilliseconds(1), TimeProvider.System, TestContext.Current.CancellationToken);
        return Calls;
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var path = request.RequestUri!.AbsolutePath;
        if (path == "/dapr/config")
            return Answer("""{"entities":["T"]}""");
        if (!path.StartsWith("/actors/", StringComparison.Ordinal))
            return new HttpResponseMessage(HttpStatusCode.NotFound);
        calls.Enqueue($"{request.Method} {path}");
        if (held.TryGetValue(path, out var wait))
            await wait.Task.WaitAsync(cancellationToken);
        return Answer("{}");
    }

    private static HttpResponseMessage Answer(string json) => new(HttpStatusCode.OK) { Content = new StringContent(json, Encoding.UTF8, "application/json") };
}
