using Fleet.Cli.Hosting;

namespace Fleet.Cli.Up;

/// <summary>Waits until every app answers its health check and its sidecar delivers to it.</summary>
internal static class Readiness
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(25);

    /// <summary>Done when all are ready.</summary>
    /// <exception cref="CommandFailedException">An app did not get ready in a minute.</exception>
    public static async Task WaitAsync(RunPlan plan, RunningFleet fleet, TimeProvider time, CancellationToken cancellation)
    {
        using var http = new HttpClient();
        using var timeout = new CancellationTokenSource(Longest, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellation);
        var waiting = plan.Apps.Where(app => app.AppPort is not null)
            .Select(app => (app.App.AppId, Ready: WaitAsync(app, fleet, http, time, either.Token))).ToList();
        try
        {
            await Task.WhenAll(waiting.Select(app => app.Ready));
        }
        catch (OperationCanceledException) when (timeout.IsCancellationRequested && !cancellation.IsCancellationRequested)
        {
            var late = waiting.Where(app => !app.Ready.IsCompletedSuccessfully).Select(app => app.AppId);
            throw new CommandFailedException($"Not ready after {Longest.TotalSeconds:0} s: {string.Join(", ", late)}. `fleet logs` shows what they say.");
        }
    }

    /// <summary>Whether the sidecar of an app has found its app.</summary>
    public static bool IsReady(AppPlan app, RunningFleet fleet) =>
        fleet.Sidecars.Any(sidecar => sidecar.Options.HttpPort == app.HttpPort && sidecar.IsAppReady);

    private static async Task WaitAsync(AppPlan app, RunningFleet fleet, HttpClient http, TimeProvider time, CancellationToken cancellation)
    {
        var health = new Uri($"http://127.0.0.1:{app.AppPort}/healthz");
        while (!IsReady(app, fleet) || !await AnswersAsync(http, health, cancellation))
            await Task.Delay(Step, time, cancellation);
    }

    private static async Task<bool> AnswersAsync(HttpClient http, Uri health, CancellationToken cancellation)
    {
        try
        {
            using var answer = await http.GetAsync(health, cancellation);
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }
}
