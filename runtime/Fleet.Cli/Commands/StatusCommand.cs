using System.CommandLine;
using System.Globalization;
using Fleet.Cli.Control;
using Fleet.Cli.Processes;
using Fleet.Cli.Registry;

namespace Fleet.Cli.Commands;

/// <summary><c>fleet status</c>: what runs, of all runs or with one data folder.</summary>
internal static class StatusCommand
{
    private static readonly Option<string?> Data = DataOption.Create();

    private static readonly Option<bool> Resiliency = new("--resiliency") { Description = "Policies, circuit breakers and what they did, of every app that runs" };
    private static readonly Option<bool> Json = new("--json") { Description = "With --resiliency: JSON instead of text" };

    private static readonly Option<bool> Kubernetes = DaprOptions.Kubernetes();

    public static Command Create(TimeProvider time)
    {
        var command = new Command("status", "Say what runs, and how it is.") { Data, Resiliency, Json, Kubernetes };
        command.SetAction((parsed, cancellation) => parsed.GetValue(Kubernetes)
            ? DaprExit.CodeAsync(() => throw new CommandFailedException(DaprOptions.NotForKubernetes))
            : ShowAsync(parsed, time, cancellation));
        return command;
    }

    private static Task<int> ShowAsync(ParseResult parsed, TimeProvider time, CancellationToken cancellation)
    {
        var (data, own) = (DataOption.Given(parsed, Data), DataOption.Own());
        return parsed.GetValue(Resiliency)
            ? ResiliencyStatus.ShowAsync(data, own, parsed.GetValue(Json), time.GetUtcNow(), cancellation)
            : ShowAsync(data, own, cancellation);
    }

    private static async Task<int> ShowAsync(string? data, string? own, CancellationToken cancellation)
    {
        var runs = RunRegistry.OfUser().All().Where(run => data is null || run.Data == data).ToList();
        var folder = data ?? own;
        var isUp = folder is not null && runs.TrueForAll(run => run.Data != folder) && await ShowUpAsync(folder, cancellation);
        foreach (var run in runs)
            Console.WriteLine(string.Join(Environment.NewLine, await RunLines.OfAsync(run, RunLines.HealthAsync)));
        if (isUp || runs.Count > 0)
            return 0;
        Console.WriteLine(folder is null ? "Nothing runs." : $"Nothing runs with the data in {folder}{(data is null ? ", and no `fleet run` does" : "")}.");
        return Failures.Disagreement;
    }

    private static async Task<bool> ShowUpAsync(string data, CancellationToken cancellation)
    {
        if (RunRecord.Read(data) is not { } record || record.Cli.Find() is not { } cli)
            return false;
        Console.WriteLine($"fleet runs as process {cli.Id} with the data in {data}.");
        cli.Dispose();
        if (record.Control is { } control)
            await ShowNumbersAsync(control, cancellation);
        else
            record.Apps.ToList().ForEach(app => Console.WriteLine($"  {app.AppId,-20} pid {app.Process.Pid}"));
        return true;
    }

    private static async Task ShowNumbersAsync(Uri control, CancellationToken cancellation)
    {
        using var http = new HttpClient { Timeout = TimeSpan.FromSeconds(5) };
        try
        {
            if ((await StatusApi.AskAsync(http, control, cancellation))?.Now is not { } now)
            {
                Console.WriteLine("It is starting.");
                return;
            }

            foreach (var app in now.Apps)
                Console.WriteLine($"  {app.AppId,-20} pid {app.Pid?.ToString() ?? "-",-8} port {app.Port?.ToString() ?? "-",-6} sidecar {app.HttpPort,-6} {(app.Ready ? "ready" : "starting")}, {app.Restarts} restarts");
            Console.WriteLine(FormattableString.Invariant($"  positions {now.Numbers.PositionsAccepted} ({now.PositionsPerSecond:0}/s), passages {now.Numbers.PassagesAccepted} ({now.PassagesPerSecond:0}/s), violations {now.Numbers.Violations}"));
            Console.WriteLine(FormattableString.Invariant($"  fines {now.Numbers.FinesIssued}, referred {now.Numbers.Referred}, mails {now.Mails}, dead letters {now.Numbers.DeadLetters}, passage to mail {Latency(now.P50, now.P99)}"));
            Console.WriteLine($"  mails: {new Uri(control, "mail")}");
        }
        catch (HttpRequestException e)
        {
            Console.WriteLine($"It is starting or stopping: {e.Message}");
        }
    }

    private static string Latency(double? p50, double? p99) =>
        p50 is null ? "-" : string.Create(CultureInfo.InvariantCulture, $"p50 {p50:0.0} ms, p99 {p99:0.0} ms");
}
