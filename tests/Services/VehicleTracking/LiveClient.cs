using System.Collections.Concurrent;
using System.Text.Json;

namespace Fleet.Tests.Services.VehicleTracking;

/// <summary>A browser that listens to <c>GET /v1/live</c>.</summary>
internal sealed class LiveClient : IAsyncDisposable
{
    private readonly CancellationTokenSource end = new();
    private readonly HttpResponseMessage answer;
    private readonly Task reading;
    private readonly ConcurrentQueue<(string? Id, JsonElement Data)> frames = new();
    private int comments;

    private LiveClient(HttpResponseMessage answer)
    {
        this.answer = answer;
        reading = Read();
    }

    public IReadOnlyList<JsonElement> Frames => [.. frames.Select(frame => frame.Data)];

    public string? LastId => frames.LastOrDefault().Id;

    public int Comments => Volatile.Read(ref comments);

    public string? ContentType => answer.Content.Headers.ContentType?.MediaType;

    public static async Task<LiveClient> Open(HttpClient client, string path, string? lastEventId = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Add("Accept", "text/event-stream");
        if (lastEventId is not null) request.Headers.Add("Last-Event-ID", lastEventId);
        var answer = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        answer.EnsureSuccessStatusCode();
        return new LiveClient(answer);
    }

    /// <summary>Vehicles of a frame, in alphabetical order.</summary>
    public static string Vehicles(JsonElement frame) =>
        string.Join(' ', frame.GetProperty("positions").EnumerateArray().Select(position => position.GetProperty("vehicle").GetString()).Order(StringComparer.Ordinal));

    public static string Left(JsonElement frame) => frame.TryGetProperty("left", out var left) ? string.Join(' ', left.EnumerateArray().Select(one => one.GetString())) : "";

    public async ValueTask DisposeAsync()
    {
        await end.CancelAsync();
        answer.Dispose();
        await reading;
        end.Dispose();
    }

    private async Task Read()
    {
        try
        {
            using var lines = new StreamReader(await answer.Content.ReadAsStreamAsync(end.Token));
            for (string? line, id = null; (line = await lines.ReadLineAsync(end.Token)) is not null;)
            {
                if (line.StartsWith(':')) Interlocked.Increment(ref comments);
                if (line.StartsWith("id: ", StringComparison.Ordinal)) id = line[4..];
                if (line.StartsWith("data: ", StringComparison.Ordinal)) frames.Enqueue((id, JsonSerializer.Deserialize<JsonElement>(line[6..])));
            }
        }
        catch (Exception ended) when (ended is OperationCanceledException or IOException or HttpRequestException)
        {
            // Whoever opened it has closed it, or the service has stopped.
        }
    }
}
