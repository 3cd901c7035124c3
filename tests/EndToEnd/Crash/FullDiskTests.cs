using System.Net;
using System.Text;
using Fleet.Tests.EndToEnd.Support;

namespace Fleet.Tests.EndToEnd.Crash;

/// <summary>When there is no room for more, the runtime says so, keeps what it has, and goes on when there is room again.</summary>
[Collection("the whole machine")]
public sealed class FullDiskTests : IDisposable
{
    private const int HttpPort = 13931;
    private const int Blocks = 4096;

    private readonly string folder = Directory.CreateTempSubdirectory("fleet-full-").FullName;
    private readonly HttpClient http = new() { BaseAddress = new Uri($"http://127.0.0.1:{HttpPort}/v1.0/") };

    public void Dispose()
    {
        http.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task A_full_disk_loses_nothing_acknowledged_and_is_got_over_without_a_restart()
    {
        WriteFiles();
        await using var program = FleetProgram.StartWithSmallFiles(Blocks, "run", "-f", folder);
        await Eventually.TrueAsync("the sidecar listens\n" + program.Errors, () => program.Output.Contains($"{HttpPort}", StringComparison.Ordinal));

        var value = "\"" + new string('x', 100_000) + "\"";
        var acknowledged = new List<int>();
        for (var number = 0; number < 60; number++)
        {
            if (await PostAsync("state/things", $$"""[{"key":"{{number}}","value":{{value}}}]""") == HttpStatusCode.NoContent)
                acknowledged.Add(number);
            await PostAsync("publish/queue/events", value);
        }

        Assert.InRange(acknowledged.Count, 1, 59);
        Assert.Equal(HttpStatusCode.InternalServerError, await PostAsync("publish/queue/events", value));
        await Machine.LetFilesGrowAsync(program.Pid);
        Assert.Equal(HttpStatusCode.NoContent, await PostAsync("state/things", """[{"key":"after","value":1}]"""));
        Assert.Equal(HttpStatusCode.NoContent, await PostAsync("publish/queue/events", value));
        foreach (var number in acknowledged)
            Assert.Equal(value, await http.GetStringAsync($"state/things/{number}"));
    }

    private async Task<HttpStatusCode> PostAsync(string path, string json)
    {
        using var content = new StringContent(json, Encoding.UTF8, "application/json");
        using var answer = await http.PostAsync(new Uri(path, UriKind.Relative), content);
        if (!answer.IsSuccessStatusCode)
            Assert.Contains("\"errorCode\":\"ERR_", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        return answer.StatusCode;
    }

    private void WriteFiles()
    {
        Directory.CreateDirectory(Path.Combine(folder, "resources"));
        File.WriteAllText(Path.Combine(folder, "dapr.yaml"), $"version: 1\napps:\n  - {{ appID: app, appDirPath: ., daprHTTPPort: {HttpPort}, resourcesPaths: [ ./resources ] }}\n");
        File.WriteAllText(Path.Combine(folder, "resources", "all.yaml"), Component("things", "state.sqlite") + "\n---\n" + Component("queue", "pubsub.sqlite"));
    }

    private static string Component(string name, string type) => $$"""
        apiVersion: dapr.io/v1alpha1
        kind: Component
        metadata: { name: {{name}} }
        spec:
          type: {{type}}
          version: v1
          metadata: [ { name: connectionString, value: {{name}}.db } ]
        """;
}
