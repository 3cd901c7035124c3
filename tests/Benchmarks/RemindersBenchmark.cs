using System.Collections.Concurrent;
using System.Globalization;
using System.Net.Http.Headers;
using Fleet.Tests.Benchmarks.Processes;
using Microsoft.AspNetCore.Http;

namespace Fleet.Tests.Benchmarks;

/// <summary>Reminders: how many a second can be registered, and how late they come when many are due within a second.</summary>
internal static class RemindersBenchmark
{
    private const int DueTogether = 2_000;
    private const int DueInSeconds = 5;

    public static async Task RunAsync(CancellationToken cancellationToken)
    {
        var fired = new ConcurrentDictionary<string, long>(StringComparer.Ordinal);
        var (app, port) = await BenchmarkApp.StartAsync(http => AnswerAsync(http, fired), cancellationToken);
        await using var _ = app;
        await SidecarProcess.ForEachAsync(
            [new("actorstore", "state.sqlite", "actors.db", ForActors: true)], port,
            async sidecar =>
            {
                await sidecar.UntilAsync(async () => (await sidecar.Client.PutAsync("/v1.0/actors/Clerk/0/method/wake", null, cancellationToken)).IsSuccessStatusCode, cancellationToken);
                await sidecar.Figures.OnConnectionsAsync("register", connections =>
                    Load.RunAsync(connections, (connection, number) => RegisterAsync(sidecar.Client, $"c{connection}", $"r{number}", dueSeconds: 3600)));
                await FireAsync(sidecar, fired);
            },
            cancellationToken);
    }

    private static async Task FireAsync(SidecarProcess sidecar, ConcurrentDictionary<string, long> fired)
    {
        fired.Clear();
        var time = TimeProvider.System;
        var due = new ConcurrentDictionary<string, long>(StringComparer.Ordinal);
        await Load.AllAsync(16, [.. Enumerable.Range(0, DueTogether)], async number =>
        {
            var actor = string.Create(CultureInfo.InvariantCulture, $"f{number}");
            due[actor] = time.GetTimestamp() + (DueInSeconds * time.TimestampFrequency);
            await RegisterAsync(sidecar.Client, actor, "due", DueInSeconds);
        });
        while (fired.Count < DueTogether)
            await Task.Delay(TimeSpan.FromMilliseconds(20), time);
        var late = fired.Where(one => due.ContainsKey(one.Key)).Select(one => time.GetElapsedTime(due[one.Key], one.Value).TotalMilliseconds).Order().ToList();
        var seconds = time.GetElapsedTime(fired.Values.Min(), fired.Values.Max()).TotalSeconds;
        sidecar.Figures.Print("fire, each an actor of its own; how late", new Measured(DueTogether / seconds, late));
    }

    private static async Task AnswerAsync(HttpContext http, ConcurrentDictionary<string, long> fired)
    {
        var path = http.Request.Path.Value!;
        if (path == "/dapr/config")
            await http.Response.WriteAsJsonAsync(new { entities = (string[])["Clerk"] });
        else if (!path.StartsWith("/actors/", StringComparison.Ordinal))
            http.Response.StatusCode = 404;
        else if (path.Contains("/remind/", StringComparison.Ordinal))
            fired.TryAdd(path.Split('/')[3], TimeProvider.System.GetTimestamp());
    }

    private static async Task RegisterAsync(HttpClient client, string actor, string name, int dueSeconds)
    {
        using var content = new StringContent($"{{\"dueTime\":\"{dueSeconds}s\"}}", MediaTypeHeaderValue.Parse("application/json"));
        using var answer = await client.PostAsync($"/v1.0/actors/Clerk/{actor}/reminders/{name}", content);
        answer.EnsureSuccessStatusCode();
    }
}
