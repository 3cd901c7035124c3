using System.Collections.Concurrent;
using System.Net;

namespace Fleet.Tests.Unit.Runtime.Resiliency;

/// <summary>An app that answers paths with statuses in turn, the last for ever; 0 answers when it is released. What it is not told is 404.</summary>
internal sealed class ScriptedApp : HttpMessageHandler
{
    private readonly ConcurrentDictionary<string, ConcurrentQueue<int>> scripts = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<string> calls = [];

    private readonly TaskCompletionSource released = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public string Config { get; init; } = "";

    /// <summary>Answers what was never to be answered with 200.</summary>
    public void Release() => released.TrySetResult();

    public ScriptedApp On(string path, params int[] statuses)
    {
        scripts[path] = new ConcurrentQueue<int>(statuses);
        return this;
    }

    public int Count(string path) => calls.Count(known => known == path);

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var path = request.RequestUri!.AbsolutePath;
        calls.Enqueue(path);
        if (path == "/dapr/config" && Config.Length > 0)
            return new HttpResponseMessage(HttpStatusCode.OK) { Content = new StringContent(Config) };
        if (!scripts.TryGetValue(path, out var script) || !script.TryPeek(out var status))
            return new HttpResponseMessage(HttpStatusCode.NotFound);
        if (script.Count > 1)
            script.TryDequeue(out _);
        if (status == 0)
            await released.Task.WaitAsync(cancellationToken);
        return new HttpResponseMessage(status == 0 ? HttpStatusCode.OK : (HttpStatusCode)status) { Content = new ByteArrayContent([]) };
    }
}
