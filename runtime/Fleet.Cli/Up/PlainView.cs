using System.Globalization;

namespace Fleet.Cli.Up;

/// <summary>A line every few seconds, for logs and pipes.</summary>
internal sealed class PlainView(TextWriter output, TimeProvider time) : IUpView
{
    private static readonly TimeSpan Step = TimeSpan.FromSeconds(1);
    private const int StepsPerLine = 5;

    /// <inheritdoc/>
    public void Say(string text) => output.WriteLine(text);

    /// <inheritdoc/>
    public async Task WatchAsync(Func<CancellationToken, Task<Snapshot>> take, CancellationToken until)
    {
        try
        {
            for (var step = 1; ; step++)
            {
                await Task.Delay(Step, time, until);
                var now = await take(until);
                if (step % StepsPerLine == 0)
                    output.WriteLine(Line(now));
            }
        }
        catch (OperationCanceledException) when (until.IsCancellationRequested)
        {
            // The run is over.
        }
    }

    private static string Line(Snapshot now)
    {
        var line = string.Create(CultureInfo.InvariantCulture, $"{now.Running:mm\\:ss}  positions {now.PositionsPerSecond:0}/s  passages {now.PassagesPerSecond:0}/s  violations {now.Numbers.Violations}  fines {now.Numbers.Fines}  mails {now.Mails}  dead letters {now.Numbers.DeadLetters}");
        var latency = now is { P50: { } p50, P99: { } p99 } ? string.Create(CultureInfo.InvariantCulture, $"  passage to mail p50 {p50:0.0} ms p99 {p99:0.0} ms") : "";
        return now.Trouble is null ? line + latency : $"{line}{latency}  ! {now.Trouble}";
    }
}
