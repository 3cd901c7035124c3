using System.Collections.Concurrent;
using System.Net;

namespace Fleet.Tests.Unit.Runtime.Bindings;

/// <summary>An in-process app that remembers its calls as <c>VERB /path</c> and answers as it is told.</summary>
internal sealed class RecordingApp : HttpMessageHandler
{
    private readonly ConcurrentQueue<string> calls = [];

    public Func<string, Task<HttpStatusCode>> Answer { get; set; } = _ => Task.FromResult(HttpStatusCode.OK);

    public int Count(string call) => calls.Count(known => known == call);

    /// <summary>Waits until a call has come so many times.</summary>
    public async Task CameAsync(string call, int count)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(10), TimeProvider.System);
        while (Count(call) < count)
            await Task.Delay(TimeSpan.FromMilliseconds(2), TimeProvider.System, limit.Token);
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var call = $"{request.Method} {request.RequestUri!.AbsolutePath}";
        calls.Enqueue(call);
        if (call.Contains("/dapr/", StringComparison.Ordinal))
            return new HttpResponseMessage(HttpStatusCode.NotFound);
        return new HttpResponseMessage(await Answer(call).WaitAsync(cancellationToken)) { Content = new ByteArrayContent([]) };
    }
}
