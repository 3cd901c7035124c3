using Fleet.Notification.Channels;
using Fleet.Notification.Domain.Messages;
using Fleet.Notification.Domain.Preferring;

namespace Fleet.Notification.Recipients;

/// <summary>How messages are delivered; section <c>Delivery</c> of the configuration.</summary>
public sealed class DeliveryOptions
{
    /// <summary>How long to wait after each failure on one channel: 1 minute, 10 minutes, 1 hour, 6 hours, 1 day, 1 day unless set.</summary>
    public IReadOnlyList<TimeSpan> Steps { get; set; } = [];

    /// <summary>Channels that the service uses by itself, in order; what the law requires always falls back on them. <c>email</c> unless set.</summary>
    public IReadOnlyList<string> Channels { get; set; } = [];

    /// <summary>How long an attempt may take.</summary>
    public TimeSpan AttemptTimeout { get; set; } = TimeSpan.FromSeconds(25);

    /// <summary>How long a channel that answered nothing in time is left alone.</summary>
    public TimeSpan PauseAfterHang { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How many messages that the law does not require a recipient gets in <see cref="RateMinutes"/>, unless they say otherwise.</summary>
    public int RateMessages { get; set; } = 20;

    /// <summary>The window of <see cref="RateMessages"/>, minutes.</summary>
    public int RateMinutes { get; set; } = 60;

    /// <summary>How long the same words to the same recipient count as a duplicate, where the law does not require them.</summary>
    public TimeSpan DuplicateWindow { get; set; } = TimeSpan.FromMinutes(10);

    internal Limits Limits => new(new Rate(Math.Max(1, RateMessages), Math.Max(1, RateMinutes)), DuplicateWindow);

    /// <summary>The ladder in force.</summary>
    public IReadOnlyList<TimeSpan> Ladder => Steps.Count > 0 ? Steps : Usual;

    /// <summary>The default channels in force.</summary>
    public IReadOnlyList<string> Defaults => Channels.Count > 0 ? Channels : [ChannelNames.Email];

    private static IReadOnlyList<TimeSpan> Usual { get; } =
    [
        TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(10), TimeSpan.FromHours(1), TimeSpan.FromHours(6), TimeSpan.FromDays(1), TimeSpan.FromDays(1),
    ];
}
