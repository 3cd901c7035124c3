using System.CommandLine;
using System.Globalization;
using Fleet.Cli.Control;
using Fleet.Cli.Processes;

namespace Fleet.Cli.Commands;

/// <summary><c>fleet status</c>: what runs with a data folder.</summary>
internal static class StatusCommand
{
    private static readonly Option<string?> Data = DataOption.Create();

    private static readonly Option<bool> Resiliency = new("--resiliency") { Description = "Policies, circuit breakers and what they did, of every app that runs" };
    private static readonly Option<bool> Json = new("--json") { Description = "With --resiliency: JSON instead of text" };

    public static Command Create(TimeProvider time)
    {
        var command = new Command("status", "Say what runs, and how it is.") { Data, Resiliency, Json };
        command.SetAction((parsed, cancellation) => parsed.GetValue(Resiliency)
            ? ResiliencyStatus.ShowAsync(Given(parsed), Path.Combine(Repository.Find(), ".fleet"), parsed.GetValue(Json), time.GetUtcNow(), cancellation)
            : ShowAsync(DataOption.Of(parsed, Data), cancellation));
        return command;
    }

    private static string? Given(ParseResult parsed) => parsed.GetValue(Data) is { } data ? Path.GetFullPath(data) : null;

    private static async Task<int> ShowAsync(string data, CancellationToken cancellation)
    {
        if (RunRecord.Read(data) is not { } record || record.Cli.Find() is not { } cli)
        {
            Console.WriteLine($"Nothing runs with the data in {data}.");
            return Failures.Disagreement;
        }

        Console.WriteLine($"fleet runs as process {cli.Id} with the data in {data}.");
        cli.Dispose();
        if (record.Control is { } control)
            await ShowNumbersAsync(control, cancellation);
        else
            record.Apps.ToList().ForEach(app => Console.WriteLine($"  {app.AppId,-20} pid {app.Process.Pid}"));
        return 0;
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
