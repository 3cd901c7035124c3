using System.IO.Pipelines;
using System.Text;
using System.Text.Json;
using Fleet.Contracts;

namespace Fleet.VehicleTracking.Live;

/// <summary>Writes server-sent events to one client. A client that does not read is waited for; nothing piles up meanwhile.</summary>
internal sealed class LiveStream(PipeWriter to, TimeProvider time, TimeSpan interval)
{
    private static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(15);
    private DateTimeOffset written = time.GetUtcNow();

    /// <summary>Sends frames until the client goes away or the service stops.</summary>
    public async Task Run(LiveView view, LiveHub hub, CancellationToken end)
    {
        await Send("retry: 1000\n\n", end);
        while (true)
        {
            if (view.Next() is { } frame) await Send(frame, view.Id, end);
            else if (time.GetUtcNow() - written >= Heartbeat) await Send(": still here\n\n", end);
            await Task.Delay(interval, time, end);
            await UntilDue(hub.After(view.Seen), end);
        }
    }

    // What changed may be nothing to this client, so the heartbeat counts from what it was sent.
    private async Task UntilDue(Task change, CancellationToken end)
    {
        var rest = written + Heartbeat - time.GetUtcNow();
        if (change.IsCompleted || rest <= TimeSpan.Zero) return;
        using var due = CancellationTokenSource.CreateLinkedTokenSource(end);
        await Task.WhenAny(change, Task.Delay(rest, time, due.Token));
        await due.CancelAsync();
        end.ThrowIfCancellationRequested();
    }

    private async Task Send(LiveFrame frame, string id, CancellationToken end)
    {
        Encoding.UTF8.GetBytes($"id: {id}\nevent: positions\ndata: ", to);
        await JsonSerializer.SerializeAsync(to, frame, ContractJson.Options, end);
        await Send("\n\n", end);
    }

    private async Task Send(string text, CancellationToken end)
    {
        Encoding.UTF8.GetBytes(text, to);
        await to.FlushAsync(end);
        written = time.GetUtcNow();
    }
}
