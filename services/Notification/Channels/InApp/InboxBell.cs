using System.Threading.Channels;
using Fleet.ServiceDefaults;

namespace Fleet.Notification.Channels.InApp;

/// <summary>Wakes those who watch an inbox in this instance of the service.</summary>
public sealed class InboxBell
{
    private const int Most = 1_000;

    private readonly Lock gate = new();
    private readonly Dictionary<string, List<InboxWatch>> watches = new(StringComparer.Ordinal);
    private int count;

    /// <summary>Something came.</summary>
    public void Ring(string recipientId)
    {
        lock (gate)
        {
            foreach (var watch in watches.GetValueOrDefault(recipientId, [])) watch.Ring();
        }
    }

    /// <summary>Watches an inbox until it is disposed of.</summary>
    /// <exception cref="RequestRefusedException">503: there are too many.</exception>
    public InboxWatch Watch(string recipientId)
    {
        lock (gate)
        {
            if (count >= Most) throw new RequestRefusedException(StatusCodes.Status503ServiceUnavailable, "too_many_watchers", $"{Most} clients watch already; try again.");
            var watch = new InboxWatch(gone => Leave(recipientId, gone));
            if (!watches.TryGetValue(recipientId, out var same)) watches[recipientId] = same = [];
            same.Add(watch);
            count++;
            return watch;
        }
    }

    private void Leave(string recipientId, InboxWatch watch)
    {
        lock (gate)
        {
            if (!watches.TryGetValue(recipientId, out var same) || !same.Remove(watch)) return;
            if (same.Count == 0) watches.Remove(recipientId);
            count--;
        }
    }
}

/// <summary>One who watches.</summary>
public sealed class InboxWatch(Action<InboxWatch> leave) : IDisposable
{
    private readonly Channel<bool> rung = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    /// <summary>Completes when something came since it was last asked.</summary>
    public async Task Next(CancellationToken cancellation) => await rung.Reader.ReadAsync(cancellation);

    /// <inheritdoc/>
    public void Dispose() => leave(this);

    internal void Ring() => rung.Writer.TryWrite(true);
}
