using System.Net.Http.Headers;
using System.Text;
using Fleet.Tests.Benchmarks.Processes;

namespace Fleet.Tests.Benchmarks;

/// <summary>A call from app to app: straight, and through the caller's sidecar. A POST of 100 bytes that is answered with as many.</summary>
internal static class InvokeBenchmark
{
    private static readonly byte[] Body = Encoding.UTF8.GetBytes("{\"text\":\"" + new string('x', 89) + "\"}");

    public static async Task RunAsync(CancellationToken cancellationToken)
    {
        var (app, port) = await BenchmarkApp.StartAsync(
            async http =>
            {
                http.Response.ContentLength = Body.Length;
                await http.Response.Body.WriteAsync(Body, http.RequestAborted);
            },
            cancellationToken);
        await using var _ = app;
        using var straight = SidecarProcess.Http(port);
        await SidecarProcess.ForEachAsync([], port, sidecar => MeasureAsync(straight, sidecar, cancellationToken), cancellationToken);
    }

    private static async Task MeasureAsync(HttpClient straight, SidecarProcess sidecar, CancellationToken cancellationToken)
    {
        const string Through = $"/v1.0/invoke/{SidecarProcess.AppId}/method/echo";
        await sidecar.UntilAsync(() => AnswersAsync(sidecar.Caller, Through), cancellationToken);
        // What runs first pays for the compiler: all is warmed before the two are compared.
        await Load.RunAsync(16, (_, _) => CallAsync(sidecar.Caller, Through));
        var alone = await Load.RunAsync(1, (_, _) => CallAsync(straight, "/echo"));
        Figures.Print("straight, 1 connection", alone);
        var one = await Load.RunAsync(1, (_, _) => CallAsync(sidecar.Caller, Through));
        sidecar.Figures.AtMost("added to p50, 1 connection", one.At(0.5) - alone.At(0.5), 0.6, "ms");
        await sidecar.Figures.OnConnectionsAsync("through", connections => Load.RunAsync(connections, (_, _) => CallAsync(sidecar.Caller, Through)), 4_200);
        Figures.Print("straight, 16 connections", await Load.RunAsync(16, (_, _) => CallAsync(straight, "/echo")));
    }

    private static async Task<bool> AnswersAsync(HttpClient client, string path)
    {
        using var answer = await client.GetAsync(path);
        return answer.IsSuccessStatusCode;
    }

    private static async Task CallAsync(HttpClient client, string path)
    {
        using var content = new ByteArrayContent(Body);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        using var answer = await client.PostAsync(path, content);
        answer.EnsureSuccessStatusCode();
    }
}
