using System.Globalization;
using System.Net;
using System.Text.Json;
using Fleet.Cli.Control;
using Fleet.Cli.Processes;
using Fleet.Cli.Registry;
using Fleet.Runtime.Resiliency;

namespace Fleet.Cli.Commands;

/// <summary><c>fleet status --resiliency</c>: of every app that runs, each target under a policy and how its breakers are.</summary>
public static class ResiliencyStatus
{
    /// <summary>Asks the sidecars of a run, or of all runs of this user.</summary>
    /// <param name="data">Data folder of one run; null: all runs.</param>
    /// <param name="ownData">Data folder of <c>fleet up</c>; null: there is no repository here.</param>
    /// <param name="asJson">JSON instead of text.</param>
    /// <param name="now">The time, for how long a breaker is still open.</param>
    /// <param name="cancellation">Ends the asking.</param>
    public static async Task<int> ShowAsync(string? data, string? ownData, bool asJson, DateTimeOffset now, CancellationToken cancellation)
    {
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { Timeout = TimeSpan.FromSeconds(5) };
        if (Environment.GetEnvironmentVariable(SidecarClient.Token) is { Length: > 0 } token)
            http.DefaultRequestHeaders.Add("dapr-api-token", token);
        var ports = await PortsAsync(http, data, ownData, cancellation);
        var sidecars = new List<SidecarResiliency>();
        foreach (var port in ports)
        {
            if (await AskAsync(http, port, cancellation) is { } sidecar)
                sidecars.Add(sidecar);
        }

        if (asJson || sidecars.Count > 0)
            Console.WriteLine(asJson ? ResiliencyApi.Write(sidecars) : string.Join(Environment.NewLine, sidecars.SelectMany(sidecar => Lines(sidecar, now))));
        else if (ports.Count == 0)
            Console.WriteLine(data is null ? "Nothing runs." : $"Nothing runs with the data in {data}.");
        return sidecars.Count == 0 ? Failures.Disagreement : 0;
    }

    /// <summary>What people read of one sidecar.</summary>
    public static IEnumerable<string> Lines(SidecarResiliency sidecar, DateTimeOffset now)
    {
        yield return $"{sidecar.AppId}: {(sidecar.Resources.Count == 0 ? "no resiliency resource" : string.Join(", ", sidecar.Resources))}";
        foreach (var target in sidecar.Targets)
        {
            var counts = target.Counts;
            yield return $"  {target.Target,-36} {Policies(target)}";
            yield return string.Create(CultureInfo.InvariantCulture, $"    {counts.Calls} calls, {counts.Retries} retries, {counts.Timeouts} timeouts, {counts.Rejections} rejected, {counts.Trips} trips");
            foreach (var breaker in target.Breakers)
                yield return $"    breaker {breaker.Scope}: {Breaker(breaker, now)}";
        }
    }

    private static string Policies(TargetStatus target) => string.Join(", ", new[] { ("timeout", target.Timeout), ("retry", target.Retry), ("circuitBreaker", target.CircuitBreaker) }
        .Where(policy => policy.Item2 is not null).Select(policy => $"{policy.Item1} {policy.Item2}"));

    private static string Breaker(BreakerStatus breaker, DateTimeOffset now)
    {
        var more = breaker.HalfOpensAt is { } at
            ? string.Create(CultureInfo.InvariantCulture, $"half-open in {Math.Max(0, (at - now).TotalSeconds):0.0} s")
            : string.Create(CultureInfo.InvariantCulture, $"{breaker.ConsecutiveFailures} failures in a row, {breaker.TotalFailures} of {breaker.Requests} tries failed");
        return string.Create(CultureInfo.InvariantCulture, $"{breaker.State.Word()} since {breaker.Since.UtcDateTime:yyyy-MM-ddTHH:mm:ssZ}, {more}");
    }

    private static async Task<IReadOnlyList<int>> PortsAsync(HttpClient http, string? data, string? ownData, CancellationToken cancellation)
    {
        var ports = RunRegistry.OfUser().All().Where(run => data is null || run.Data == data).SelectMany(run => run.Apps).Select(app => app.HttpPort).ToList();
        var folder = ports.Count > 0 && data is not null ? null : data ?? ownData;
        if (folder is not null && RunRecord.Read(folder)?.Control is { } control)
        {
            try
            {
                ports.AddRange((await StatusApi.AskAsync(http, control, cancellation))?.Now?.Apps.Select(app => app.HttpPort) ?? []);
            }
            catch (HttpRequestException)
            {
                Console.Error.WriteLine($"The run with the data in {folder} is starting or has ended.");
            }
        }

        return [.. ports.Distinct()];
    }

    private static async Task<SidecarResiliency?> AskAsync(HttpClient http, int port, CancellationToken cancellation)
    {
        try
        {
            return ResiliencyApi.Read(await http.GetStringAsync(new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}{ResiliencyApi.Path}")), cancellation));
        }
        catch (HttpRequestException refused) when (refused.StatusCode == HttpStatusCode.Unauthorized)
        {
            await Console.Error.WriteLineAsync($"The sidecar on port {port} wants its API token: set {SidecarClient.Token}.");
            return null;
        }
        catch (Exception failure) when (failure is HttpRequestException or JsonException)
        {
            await Console.Error.WriteLineAsync($"The sidecar on port {port} does not tell: {failure.Message}");
            return null;
        }
    }
}
