using System.Collections.Concurrent;
using System.Net;
using System.Text;
using Fleet.Tests.Shared;

namespace Fleet.Tests.Unit.Runtime.Actors;

/// <summary>An app that hosts actors of type <c>T</c>, without a port: notes every call, holds those it is told to hold.</summary>
internal sealed class ActorApp : HttpMessageHandler
{
    private readonly ConcurrentQueue<string> calls = new();
    private readonly ConcurrentDictionary<string, TaskCompletionSource> held = new(StringComparer.Ordinal);

    /// <summary>What it says about its actors.</summary>
    public string Config { get; init; } = """{"entities":["T"]}""";

    /// <summary>What it answers to health probes.</summary>
    public bool IsWell { get; set; } = true;

    /// <summary>A header of its answers, with the value <c>true</c>.</summary>
    public string? AnswerHeader { get; set; }

    /// <summary>Verb and path of every call to an actor, or with a job.</summary>
    public string[] Calls => [.. calls];

    /// <summary>Calls of that path are answered when the result is set.</summary>
    public TaskCompletionSource Hold(string path) => held[path] = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Waits until a call has come.</summary>
    public async Task<string[]> CalledAsync(string call)
    {
        await Waiting.UntilAsync(() => calls.Contains(call));
        return Calls;
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var path = request.RequestUri!.AbsolutePath;
        if (path == "/dapr/config")
            return Answer(Config);
        if (path == "/healthz")
            return new HttpResponseMessage(IsWell ? HttpStatusCode.OK : HttpStatusCode.InternalServerError);
        if (!path.StartsWith("/actors/", StringComparison.Ordinal) && !path.StartsWith("/job/", StringComparison.Ordinal))
            return new HttpResponseMessage(HttpStatusCode.NotFound);
        calls.Enqueue($"{request.Method} {path}");
        if (held.TryGetValue(path, out var wait))
            await wait.Task.WaitAsync(cancellationToken);
        var answer = Answer("{}");
        if (AnswerHeader is { } header)
            answer.Headers.TryAddWithoutValidation(header, "true");
        return answer;
    }

    private static HttpResponseMessage Answer(string json) => new(HttpStatusCode.OK) { Content = new StringContent(json, Encoding.UTF8, "application/json") };
}
