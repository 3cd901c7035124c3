using System.Globalization;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Fleet.Cli.Up;

/// <summary>A table that changes in place, for a terminal.</summary>
internal sealed class LiveView(IAnsiConsole console, TimeProvider time) : IUpView
{
    private static readonly TimeSpan Step = TimeSpan.FromSeconds(1);

    /// <inheritdoc/>
    public void Say(string text) => console.WriteLine(text);

    /// <inheritdoc/>
    public Task WatchAsync(Func<CancellationToken, Task<Snapshot>> take, CancellationToken until) =>
        console.Live(new Text("…")).StartAsync(async live =>
        {
            try
            {
                while (true)
                {
                    live.UpdateTarget(Render(await take(until)));
                    live.Refresh();
                    await Task.Delay(Step, time, until);
                }
            }
            catch (OperationCanceledException) when (until.IsCancellationRequested)
            {
                // The run is over; the last table stays on the screen.
            }
        });

    private static Rows Render(Snapshot now)
    {
        var parts = new List<IRenderable> { Numbers(now), Apps(now) };
        if (now.Trouble is { } trouble)
            parts.Add(new Text("! " + trouble, new Style(Color.Yellow)));
        return new Rows(parts);
    }

    private static Table Numbers(Snapshot now)
    {
        var table = new Table().Border(TableBorder.Rounded).Title($"fleet  {now.Running:mm\\:ss}").AddColumn("").AddColumn(new TableColumn("").RightAligned()).HideHeaders();
        table.AddRow("positions/s", Number(now.PositionsPerSecond));
        table.AddRow("passages/s", Number(now.PassagesPerSecond));
        table.AddRow("violations", Number(now.Numbers.Violations));
        table.AddRow("fines", Number(now.Numbers.FinesIssued));
        table.AddRow("referred to the prosecutor", Number(now.Numbers.Referred));
        table.AddRow("mails", Number(now.Mails));
        table.AddRow("passage to mail, p50 / p99", $"{Milliseconds(now.P50)} / {Milliseconds(now.P99)}");
        table.AddRow("dead letters", Number(now.Numbers.DeadLetters));
        return table;
    }

    private static Table Apps(Snapshot now)
    {
        var table = new Table().Border(TableBorder.Simple).AddColumn("app").AddColumn("pid").AddColumn("port").AddColumn("sidecar").AddColumn("state");
        foreach (var app in now.Apps)
        {
            var state = app.Pid is null ? "[red]down[/]" : app.Ready ? "[green]ready[/]" : "[yellow]starting[/]";
            var restarts = app.Restarts > 0 ? $" ({app.Restarts} restarts)" : "";
            table.AddRow(Markup.Escape(app.AppId), $"{app.Pid}", $"{app.Port}", $"{app.HttpPort}", state + restarts);
        }

        return table;
    }

    private static string Number(double value) => value.ToString("N0", CultureInfo.InvariantCulture);

    private static string Milliseconds(double? value) => value is { } number ? number.ToString("0.0", CultureInfo.InvariantCulture) + " ms" : "-";
}
