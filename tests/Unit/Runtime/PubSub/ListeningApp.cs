using System.Collections.Concurrent;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;

namespace Fleet.Tests.Unit.Runtime.PubSub;

/// <summary>An app that subscribes and keeps what it is given.</summary>
internal sealed class ListeningApp(string subscribe) : HttpMessageHandler
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private readonly ConcurrentQueue<Delivered> calls = new();
    private readonly ConcurrentDictionary<string, Func<Delivered, Task<(int Status, string Body)>>> answers = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim arrived = new(0);

    public sealed record Delivered(string Path, JsonNode Body, IReadOnlyDictionary<string, string> Headers);

    /// <summary>What its health check says.</summary>
    public bool IsWell { get; set; } = true;

    public IReadOnlyList<Delivered> Calls => [.. calls];

    /// <summary>Answers calls of a path: one answer each, the last for ever.</summary>
    public ListeningApp Answers(string path, params (int Status, string Body)[] inTurn)
    {
        var turn = -1;
        return Answers(path, _ => Task.FromResult(inTurn[Math.Min(Interlocked.Increment(ref turn), inTurn.Length - 1)]));
    }

    public ListeningApp Answers(string path, Func<Delivered, Task<(int Status, string Body)>> answer)
    {
        answers[path] = answer;
        return this;
    }

    /// <summary>Waits until so many calls have come in all.</summary>
    public async Task<IReadOnlyList<Delivered>> CameAsync(int count)
    {
        using var limit = new CancellationTokenSource(Patience, TimeProvider.System);
        while (calls.Count < count)
            await arrived.WaitAsync(limit.Token);
        return Calls;
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var path = request.RequestUri!.AbsolutePath;
        if (path == "/dapr/subscribe")
            return Response(200, subscribe);
        if (path == "/healthz")
            return Response(IsWell ? 200 : 500, "");
        if (path.StartsWith("/dapr/", StringComparison.Ordinal))
            return Response(404, "");
        var headers = request.Headers.Concat(request.Content!.Headers).ToDictionary(header => header.Key, header => string.Join(',', header.Value), StringComparer.OrdinalIgnoreCase);
        var call = new Delivered(path, JsonNode.Parse(await request.Content.ReadAsByteArrayAsync(cancellationToken))!, headers);
        calls.Enqueue(call);
        arrived.Release();
        if (!answers.TryGetValue(path, out var answer))
            return Response(200, "");
        var (status, body) = await answer(call).WaitAsync(cancellationToken);
        return Response(status, body);
    }

    private static HttpResponseMessage Response(int status, string body) =>
        new((HttpStatusCode)status) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
}
