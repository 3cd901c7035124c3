using System.Net;
using Fleet.Cli.Registry;

namespace Fleet.Cli.Commands;

/// <summary>What <c>fleet status</c> says of a <c>fleet run</c>.</summary>
internal static class RunLines
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    /// <summary>How the person would know the run: by its run file, or by its app.</summary>
    public static string NameOf(RunEntry run) => run switch
    {
        { RunFile: { } file } => $"fleet run -f {file}",
        { Apps: [var app, ..] } => $"fleet run --app-id {app.AppId}",
        _ => "fleet run",
    };

    /// <summary>A line for the run, and one for each app.</summary>
    /// <param name="run">The run.</param>
    /// <param name="health">Asks a sidecar how it is.</param>
    public static async Task<IReadOnlyList<string>> OfAsync(RunEntry run, Func<AppEntry, Task<string>> health)
    {
        var states = await Task.WhenAll(run.Apps.Select(health));
        var faults = run.Control is { } control ? $", faults at {control}" : "";
        return
        [
            $"{NameOf(run)} runs as process {run.Cli.Pid} with the data in {run.Data}{faults}.",
            .. run.Apps.Zip(states, (app, state) => $"  {app.AppId,-20} pid {Text(app.AppPid),-8} port {Text(app.AppPort),-6} sidecar {app.HttpPort,-6} {state}"),
        ];
    }

    /// <summary>Asks a sidecar how it is.</summary>
    public static async Task<string> HealthAsync(AppEntry app)
    {
        using var sidecar = SidecarClient.Of(app);
        sidecar.Timeout = Patience;
        try
        {
            using var answer = await sidecar.GetAsync("v1.0/healthz");
            return answer.StatusCode == HttpStatusCode.InternalServerError && app.AppPort > 0 ? $"waits for the app on port {app.AppPort}"
                : answer.IsSuccessStatusCode ? "ready" : "not ready";
        }
        catch (Exception silent) when (silent is HttpRequestException or TaskCanceledException)
        {
            return "does not answer";
        }
    }

    private static string Text(int number) => number > 0 ? $"{number}" : "-";
}
