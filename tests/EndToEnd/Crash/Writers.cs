using System.Collections.Concurrent;
using System.Text;

namespace Fleet.Tests.EndToEnd.Crash;

/// <summary>Sixteen callers of a sidecar. Each number is written once, in the way that its last digits say.</summary>
internal sealed class Writers(Uri sidecar) : IDisposable
{
    private const int Connections = 16;
    private readonly HttpClient http = new() { BaseAddress = sidecar, Timeout = TimeSpan.FromSeconds(20) };
    private int last;

    /// <summary>Numbers whose writing was acknowledged.</summary>
    public ConcurrentBag<int> Acknowledged { get; } = [];

    /// <summary>Writes up to <paramref name="end"/>, or until the sidecar is gone.</summary>
    public Task WriteAsync(int end) => Task.WhenAll(Enumerable.Range(0, Connections).Select(_ => Task.Run(() => WriteOneByOneAsync(end))));

    /// <summary>What reading the state of a number answers; null for numbers that are no state.</summary>
    public async Task<string?> ReadAsync(int number) => Kind(number) switch
    {
        "state" => await http.GetStringAsync($"v1.0/state/things/{number}"),
        "actor state" => await http.GetStringAsync($"v1.0/actors/Robot/{number % Connections}/state/{number}"),
        _ => null,
    };

    /// <summary>What the app must have been given for a number; null for numbers that are state.</summary>
    public static string? Sign(int number) => Kind(number) switch
    {
        "event" => $"event {number}",
        "reminder" => $"reminder {number}",
        "job" => $"job {number}",
        _ => null,
    };

    public void Dispose() => http.Dispose();

    private static string Kind(int number) => (number % 100) switch
    {
        0 => "reminder",
        50 => "job",
        var two when two % 10 == 5 => "actor state",
        var two => two % 2 == 0 ? "state" : "event",
    };

    private async Task WriteOneByOneAsync(int end)
    {
        while (Interlocked.Increment(ref last) is var number && number <= end)
        {
            try
            {
                await WriteOneAsync(number);
                Acknowledged.Add(number);
            }
            catch (HttpRequestException)
            {
                // Not acknowledged: it may be there or not.
                return;
            }
        }
    }

    private Task WriteOneAsync(int number) => Kind(number) switch
    {
        "state" => PostAsync("v1.0/state/things", $$"""[{"key":"{{number}}","value":{{number}}}]"""),
        "event" => PostAsync("v1.0/publish/queue/events", $$"""{"number":{{number}}}"""),
        "reminder" => PostAsync($"v1.0/actors/Robot/{number % Connections}/reminders/{number}", """{"dueTime":"3s"}"""),
        "job" => PostAsync($"v1.0-alpha1/jobs/{number}", """{"dueTime":"3s","data":1}"""),
        _ => WriteActorStateAsync(number),
    };

    private async Task WriteActorStateAsync(int number)
    {
        var actor = $"v1.0/actors/Robot/{number % Connections}";
        await PostAsync(actor + "/method/wake", "");
        await PostAsync(actor + "/state", $$"""[ { "operation": "upsert", "request": { "key": "{{number}}", "value": {{number}} } } ]""");
    }

    private async Task PostAsync(string path, string json)
    {
        using var content = new StringContent(json, Encoding.UTF8, "application/json");
        using var answer = await http.PostAsync(new Uri(path, UriKind.Relative), content);
        answer.EnsureSuccessStatusCode();
    }
}
