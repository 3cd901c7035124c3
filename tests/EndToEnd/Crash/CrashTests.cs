using System.Globalization;
using Fleet.Tests.EndToEnd.Support;

namespace Fleet.Tests.EndToEnd.Crash;

/// <summary>Whatever a sidecar acknowledged is there after <c>kill -9</c>.</summary>
[Collection("the whole machine")]
public sealed class CrashTests : IDisposable
{
    private const int HttpPort = 13921;
    private const int AppPort = 13922;
    private const int Kills = 3;
    private const int Numbers = 10_000;

    private readonly string folder = Directory.CreateTempSubdirectory("fleet-crash-").FullName;
    private readonly int seed = int.TryParse(Environment.GetEnvironmentVariable("FLEET_CRASH_SEED"), CultureInfo.InvariantCulture, out var given) ? given : Random.Shared.Next();

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task Nothing_acknowledged_is_missing_after_kill_9_amid_10_000_writes()
    {
        WriteFiles();
        var chance = new Random(seed);
        await using var app = await RememberingApp.StartAsync(AppPort);
        using var writers = new Writers(new Uri($"http://127.0.0.1:{HttpPort}"));

        for (var kill = 1; kill <= Kills; kill++)
        {
            await using var doomed = await StartAsync();
            var writing = writers.WriteAsync(Numbers);
            var enough = (kill - 1) * Numbers / Kills + chance.Next(100, Numbers / Kills);
            await Eventually.TrueAsync($"{enough} numbers are acknowledged", () => writers.Acknowledged.Count >= enough || writing.IsCompleted);
            Machine.KillHard(doomed.Pid);
            await writing;
        }

        await using var survivor = await StartAsync();
        await writers.WriteAsync(Numbers);
        await EverythingIsThereAsync(writers, app);
    }

    private async Task EverythingIsThereAsync(Writers writers, RememberingApp app)
    {
        var lost = new List<int>();
        foreach (var number in writers.Acknowledged)
        {
            if (await writers.ReadAsync(number) is { } value && value != $"{number}")
                lost.Add(number);
        }

        Assert.True(lost.Count == 0, $"FLEET_CRASH_SEED={seed}: these values are lost: {string.Join(", ", lost)}");
        var expected = writers.Acknowledged.Select(Writers.Sign).OfType<string>().ToHashSet(StringComparer.Ordinal);
        List<string> Missing() => [.. expected.Where(sign => !app.Came.ContainsKey(sign))];
        await Eventually.TrueAsync($"FLEET_CRASH_SEED={seed}: of {expected.Count} events, reminders and jobs all have come", () => Missing().Count == 0);
        Assert.True(writers.Acknowledged.Count > Numbers * 9 / 10, $"FLEET_CRASH_SEED={seed}: only {writers.Acknowledged.Count} numbers were acknowledged");
    }

    private async Task<FleetProgram> StartAsync()
    {
        var program = FleetProgram.Start("run", "-f", folder);
        using var http = new HttpClient();
        await Eventually.TrueAsync("the sidecar is ready", async () =>
        {
            try
            {
                using var answer = await http.GetAsync(new Uri($"http://127.0.0.1:{HttpPort}/v1.0/healthz"));
                return answer.IsSuccessStatusCode;
            }
            catch (HttpRequestException)
            {
                return false;
            }
        });
        return program;
    }

    private void WriteFiles()
    {
        Directory.CreateDirectory(Path.Combine(folder, "resources"));
        File.WriteAllText(Path.Combine(folder, "dapr.yaml"), $"version: 1\napps:\n  - {{ appID: app, appDirPath: ., appPort: {AppPort}, daprHTTPPort: {HttpPort}, resourcesPaths: [ ./resources ] }}\n");
        File.WriteAllText(Path.Combine(folder, "resources", "all.yaml"), Component("things", "state.sqlite", "state.db") + "\n---\n" + Component("queue", "pubsub.sqlite", "queue.db"));
    }

    private static string Component(string name, string type, string file) => $$"""
        apiVersion: dapr.io/v1alpha1
        kind: Component
        metadata: { name: {{name}} }
        spec:
          type: {{type}}
          version: v1
          metadata: [ { name: connectionString, value: {{file}} }{{(name == "things" ? ", { name: actorStateStore, value: \"true\" }" : "")}} ]
        """;
}
