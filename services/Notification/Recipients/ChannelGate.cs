using System.Collections.Concurrent;
using Fleet.Notification.Channels;

namespace Fleet.Notification.Recipients;

/// <summary>
/// Leaves a channel alone that hangs: after a send that answered nothing in time nothing is sent for a pause, then one message tries it. So a
/// hanging mailbox costs one message its time at once, and not every message behind it.
/// </summary>
public sealed class ChannelGate(TimeProvider time)
{
    private const int Most = 1_000;

    private readonly ConcurrentDictionary<string, DateTimeOffset> closedUntil = new(StringComparer.Ordinal);

    /// <summary>What hangs as a whole: the channel, but of webhooks each host by itself.</summary>
    public static string KeyOf(string channel, string address) =>
        channel == ChannelNames.Webhook && Uri.TryCreate(address, UriKind.Absolute, out var url) ? channel + " " + url.Authority : channel;

    /// <summary>Whether a message may try the channel. After a pause one may, and the next only when that one was answered.</summary>
    /// <param name="channel">The channel, as <see cref="KeyOf"/> says.</param>
    /// <param name="probe">How long the one that tries has the channel for itself.</param>
    public bool MayTry(string channel, TimeSpan probe)
    {
        if (!closedUntil.TryGetValue(channel, out var until)) return true;
        var now = time.GetUtcNow();
        return now >= until && closedUntil.TryUpdate(channel, now + probe, until);
    }

    /// <summary>The channel answered, whatever it said.</summary>
    public void Answered(string channel) => closedUntil.TryRemove(channel, out _);

    /// <summary>The channel answered nothing in time.</summary>
    public void Hung(string channel, TimeSpan pause)
    {
        var now = time.GetUtcNow();
        if (closedUntil.Count >= Most)
        {
            foreach (var (over, until) in closedUntil.Where(known => known.Value <= now)) closedUntil.TryRemove(KeyValuePair.Create(over, until));
        }

        closedUntil[channel] = now + pause;
    }
}
