using System.Net.Http.Headers;
using Fleet.Tests.Benchmarks.Processes;

namespace Fleet.Tests.Benchmarks;

/// <summary>Memory of the sidecars of five apps after each has saved, read, published and called for some seconds.</summary>
internal static class MemoryBenchmark
{
    private const int Apps = 5;

    // Five daprd take 58 to 90 MiB each.
    private const double Budget = Apps * 58;

    public static async Task RunAsync(CancellationToken cancellationToken)
    {
        var (app, port) = await BenchmarkApp.StartAsync(_ => Task.CompletedTask, cancellationToken);
        await using var _ = app;
        await SidecarProcess.ForEachAsync(
            [new("store", "state.sqlite", "state.db"), new("pubsub", "pubsub.sqlite", "pubsub.db")], port, MeasureAsync, cancellationToken, callers: Apps - 1);
    }

    private static async Task MeasureAsync(SidecarProcess sidecar)
    {
        await Load.RunAsync(16, (connection, number) => UseAsync(sidecar.Callers[connection % sidecar.Callers.Count], $"{connection}-{number % 1000}"));
        sidecar.Figures.AtMost($"memory of {Apps} sidecars", sidecar.ResidentMib(), Budget, "MiB");
    }

    private static async Task UseAsync(HttpClient sidecar, string key)
    {
        await PostAsync(sidecar, "/v1.0/state/store", $"[{{\"key\":\"{key}\",\"value\":\"some text\"}}]");
        await PostAsync(sidecar, "/v1.0/publish/pubsub/events", "{\"number\":1}");
        await PostAsync(sidecar, $"/v1.0/invoke/{SidecarProcess.AppId}/method/echo", "{}");
    }

    private static async Task PostAsync(HttpClient sidecar, string path, string json)
    {
        using var content = new StringContent(json, MediaTypeHeaderValue.Parse("application/json"));
        using var answer = await sidecar.PostAsync(path, content);
        answer.EnsureSuccessStatusCode();
    }
}
