namespace Fleet.Notification.Domain.Preferring;

/// <summary>What a recipient wants. Personal data.</summary>
/// <param name="Locale">Language of messages, a BCP 47 tag; null: as the registry says.</param>
/// <param name="TimeZone">IANA time zone of quiet hours, digests and times in messages; null: that of the road, and UTC for vehicles.</param>
/// <param name="Categories">By category, one of <see cref="Preferring.Categories"/>; what is absent is as by default.</param>
/// <param name="Addresses">Where the channels lead that the registry does not know.</param>
/// <param name="QuietHours">When nothing is sent that the law does not make urgent; null: never.</param>
/// <param name="Digest">When what happened to vehicles is told together; null: each at once.</param>
/// <param name="Rate">How many messages at most that the law does not require; null: the service's own rate.</param>
public sealed record Preferences(
    string? Locale,
    string? TimeZone,
    IReadOnlyDictionary<string, CategoryPreference> Categories,
    Addresses Addresses,
    QuietHours? QuietHours,
    DigestTime? Digest,
    Rate? Rate)
{
    /// <summary>Of somebody who never said anything.</summary>
    public static Preferences None { get; } = new(null, null, new Dictionary<string, CategoryPreference>(), Addresses.None, null, null, null);

    /// <summary>What is wanted of a category, or of the one above it; null when nothing was said.</summary>
    public CategoryPreference? Of(string category)
    {
        for (var name = category; ; name = name[..name.LastIndexOf('.')])
        {
            if (Categories.TryGetValue(name, out var wanted)) return wanted;
            if (!name.Contains('.', StringComparison.Ordinal)) return null;
        }
    }
}

/// <summary>What is wanted of a category.</summary>
/// <param name="On">Whether to be told; what the law requires is told all the same.</param>
/// <param name="Channels">Channels to try, in order; null: as by default.</param>
/// <param name="Also">Channels that get a copy each, whatever became of the message.</param>
public sealed record CategoryPreference(bool On = true, IReadOnlyList<string>? Channels = null, IReadOnlyList<string>? Also = null);

/// <summary>Where channels lead. Personal data.</summary>
/// <param name="Webhook">Address and secret of a webhook.</param>
/// <param name="Phone">Number for text messages, E.164.</param>
/// <param name="ChatId">Id of a chat.</param>
public sealed record Addresses(WebhookAddress? Webhook = null, string? Phone = null, string? ChatId = null)
{
    public static Addresses None { get; } = new();
}

/// <summary>A webhook.</summary>
/// <param name="Url">Where to post.</param>
/// <param name="Secret">What posts are signed with; never shown.</param>
public sealed record WebhookAddress(string Url, string? Secret);

/// <summary>Hours of the recipient's local day.</summary>
/// <param name="From">Their beginning.</param>
/// <param name="Until">Their end; earlier than the beginning when they last over midnight.</param>
public sealed record QuietHours(TimeOnly? From, TimeOnly? Until);

/// <summary>When a digest goes out.</summary>
/// <param name="Every"><c>hour</c> or <c>day</c>.</param>
/// <param name="At">Local time of a daily digest; null for 08:00.</param>
public sealed record DigestTime(string Every, TimeOnly? At = null);

/// <summary>So many messages in so long.</summary>
/// <param name="Messages">How many.</param>
/// <param name="PerMinutes">In how many minutes.</param>
public sealed record Rate(int Messages, int PerMinutes);
