using Fleet.Contracts.VehicleRegistry;
using Fleet.Notification.Templates;

namespace Fleet.Notification.Domain.Messages;

/// <summary>What a recipient was told lately of what the law does not require, and what waits to be told together.</summary>
/// <param name="Sent">When such messages were sent, in the window of the rate, oldest first.</param>
/// <param name="Seen">What such messages said, in the window of duplicates, oldest first.</param>
/// <param name="Digest">What waits for the next digest, oldest first.</param>
/// <param name="DigestAt">When the digest goes out, UTC; null when nothing waits.</param>
/// <param name="Owner">Who gets it, as the registry knew them last. Personal data.</param>
/// <param name="LastDigest">Where the messages of the digest are kept that went out last; null when none did.</param>
public sealed record Tray(
    IReadOnlyList<DateTimeOffset> Sent, IReadOnlyList<SeenContent> Seen, IReadOnlyList<DigestNews> Digest, DateTimeOffset? DigestAt, Owner? Owner, string? LastDigest = null)
{
    public static Tray Empty { get; } = new([], [], [], null, null);

    /// <summary>The tray without what no longer matters.</summary>
    public Tray At(DateTimeOffset now, TimeSpan rateWindow, TimeSpan duplicateWindow) => this with
    {
        Sent = [.. Sent.Where(at => at > now - rateWindow)],
        Seen = [.. Seen.Where(seen => seen.At > now - duplicateWindow)],
    };
}

/// <summary>What a message said, as a hash.</summary>
public sealed record SeenContent(string Hash, DateTimeOffset At);
