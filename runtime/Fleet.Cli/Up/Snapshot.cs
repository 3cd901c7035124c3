using Fleet.Cli.Mailbox;

namespace Fleet.Cli.Up;

/// <summary>What the live table shows.</summary>
internal sealed record Snapshot(
    TimeSpan Running,
    double PositionsPerSecond,
    double PassagesPerSecond,
    ServiceNumbers Numbers,
    int Mails,
    double? P50,
    double? P99,
    IReadOnlyList<AppStatus> Apps,
    string? Trouble);

/// <summary>How an app is.</summary>
internal sealed record AppStatus(string AppId, int? Pid, int? Port, int HttpPort, bool Ready, int Restarts);

/// <summary>Takes snapshots, and rates from one to the next.</summary>
internal sealed class Meter(HttpClient gateway, MailStore mailbox, MailedFines fines, Func<IReadOnlyList<AppStatus>> apps, Func<string?> trouble, TimeProvider time)
{
    private const int LatencyWindow = 2000;

    private readonly long startedAt = time.GetTimestamp();
    private ServiceNumbers last = new(0, 0, 0, 0, 0, 0, 0);
    private long lastAt = time.GetTimestamp();

    /// <summary>The last snapshot; null before the first.</summary>
    public Snapshot? Latest { get; private set; }

    /// <summary>Takes a snapshot. When the gateway does not answer, the numbers stay what they were.</summary>
    public async Task<Snapshot> TakeAsync(CancellationToken cancellation)
    {
        var (numbers, problem) = await NumbersAsync(cancellation);
        fines.Update();
        var first = Latest is null;
        var seconds = Math.Max(0.001, time.GetElapsedTime(lastAt).TotalSeconds);
        Latest = new Snapshot(
            time.GetElapsedTime(startedAt),
            first ? 0 : (numbers.PositionsAccepted - last.PositionsAccepted) / seconds,
            first ? 0 : (numbers.PassagesAccepted - last.PassagesAccepted) / seconds,
            numbers,
            mailbox.Count,
            fines.Percentile(0.50, LatencyWindow),
            fines.Percentile(0.99, LatencyWindow),
            apps(),
            problem ?? trouble());
        (last, lastAt) = (numbers, time.GetTimestamp());
        return Latest;
    }

    private async Task<(ServiceNumbers Numbers, string? Problem)> NumbersAsync(CancellationToken cancellation)
    {
        try
        {
            return (await ServiceNumbers.ReadAsync(gateway, cancellation), null);
        }
        catch (Exception e) when (e is HttpRequestException or System.Text.Json.JsonException || (e is TaskCanceledException && !cancellation.IsCancellationRequested))
        {
            return (last, "gateway: " + e.Message);
        }
    }
}
