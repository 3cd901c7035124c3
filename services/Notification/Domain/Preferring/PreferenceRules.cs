using System.Text.RegularExpressions;
using Fleet.Contracts.VehicleTracking;
using Fleet.Notification.Channels;

namespace Fleet.Notification.Domain.Preferring;

/// <summary>What is wrong with preferences, and what would be right.</summary>
/// <param name="Code">Stable reason.</param>
/// <param name="Param">The field.</param>
/// <param name="Detail">What is allowed.</param>
public sealed record PreferenceMistake(string Code, string Param, string Detail);

/// <summary>Which preferences can be kept.</summary>
public static partial class PreferenceRules
{
    private static readonly string[] Kinds =
    [
        VehicleEventKinds.ZoneEnter, VehicleEventKinds.ZoneExit, VehicleEventKinds.ZoneDwell, VehicleEventKinds.Overspeed, VehicleEventKinds.CorridorOverspeed,
        VehicleEventKinds.HarshBraking, VehicleEventKinds.HarshAcceleration, VehicleEventKinds.IgnitionOn, VehicleEventKinds.IgnitionOff,
        VehicleEventKinds.Alarm, VehicleEventKinds.Offline, VehicleEventKinds.Online, "lost",
    ];

    private static readonly HashSet<string> Known =
        new([Categories.Fines, Categories.Payments, Categories.Alerts, Categories.Digests, .. Kinds.Select(Categories.AlertsOf)], StringComparer.Ordinal);

    /// <summary>The first mistake; null when there is none.</summary>
    public static PreferenceMistake? Mistake(Preferences wanted) =>
        Times(wanted) ?? Reach(wanted.Addresses) ?? wanted.Categories.Select(category => Category(category.Key, category.Value, wanted.Addresses)).FirstOrDefault(found => found is not null);

    /// <summary>The new preferences with the secret that the same webhook had before, when none is given.</summary>
    public static Preferences Keeping(Preferences wanted, Preferences before)
    {
        if (wanted.Addresses.Webhook is not { Secret: null } webhook || before.Addresses.Webhook is not { } known || known.Url != webhook.Url) return wanted;
        return wanted with { Addresses = wanted.Addresses with { Webhook = known } };
    }

    private static PreferenceMistake? Times(Preferences wanted) => wanted switch
    {
        { Locale: { } locale } when !LanguageTag().IsMatch(locale) => new("bad_locale", "locale", "locale is a BCP 47 language tag such as nl or de-AT."),
        { TimeZone: { } zone } when !(TimeZoneInfo.TryFindSystemTimeZoneById(zone, out var found) && found.HasIanaId) =>
            new("bad_time_zone", "timeZone", "timeZone is an IANA time zone such as Europe/Amsterdam."),
        { QuietHours: { } quiet } when quiet.From is null || quiet.Until is null || quiet.From == quiet.Until => new("bad_quiet_hours", "quietHours", "quietHours has a from and an until that differ."),
        { Digest: { } digest } when digest.Every is not (DigestRules.Hourly or DigestRules.Daily) => new("bad_digest", "digest.every", "digest.every is hour or day."),
        { Digest: { Every: DigestRules.Hourly, At: not null } } => new("bad_digest", "digest.at", "digest.at goes with every day only."),
        { Rate: { } rate } when rate is not { Messages: >= 1 and <= 1_000, PerMinutes: >= 1 and <= 10_080 } =>
            new("out_of_range", "rate", "rate has messages from 1 to 1000 and perMinutes from 1 to 10080."),
        _ => null,
    };

    private static PreferenceMistake? Reach(Addresses addresses) => addresses switch
    {
        { Webhook: { } webhook } when !IsAddress(webhook.Url) =>
            new("bad_url", "addresses.webhook.url", "addresses.webhook.url is an https URL without user or fragment, at most 500 characters; http is for this machine only."),
        { Webhook.Secret: { } secret } when secret.Length is < 16 or > 256 => new("out_of_range", "addresses.webhook.secret", "addresses.webhook.secret has 16 to 256 characters."),
        { Phone: { } phone } when !Number().IsMatch(phone) => new("bad_phone", "addresses.phone", "addresses.phone is a number in E.164 form, such as +31201234567."),
        { ChatId: { } chat } when chat.Length is < 1 or > 100 || chat.Any(char.IsControl) => new("out_of_range", "addresses.chatId", "addresses.chatId has 1 to 100 characters."),
        _ => null,
    };

    private static PreferenceMistake? Category(string name, CategoryPreference? wanted, Addresses addresses)
    {
        var param = "categories." + name;
        if (!Known.Contains(name)) return new("unknown_category", param, $"A category is one of {string.Join(", ", Known.Order(StringComparer.Ordinal))}.");
        if (wanted is null) return new("missing_field", param, "A category is an object, e.g. {\"on\": true}; leave out what is to be as by default.");
        foreach (var (field, channels) in new[] { ("channels", wanted.Channels), ("also", wanted.Also) })
        {
            if (channels is null) continue;
            if (channels.Except(ChannelNames.All, StringComparer.Ordinal).Any()) return new("unknown_channel", $"{param}.{field}", $"A channel is one of {string.Join(", ", ChannelNames.All)}.");
            if (channels.Distinct(StringComparer.Ordinal).Count() < channels.Count) return new("repeated_channel", $"{param}.{field}", "Each channel stands in the list once.");
            if (channels.Contains(ChannelNames.Webhook) && addresses.Webhook is null) return new("address_missing", "addresses.webhook", "The channel webhook needs addresses.webhook.");
            if (channels.Contains(ChannelNames.Chat) && addresses.ChatId is null) return new("address_missing", "addresses.chatId", "The channel chat needs addresses.chatId.");
        }

        return wanted is { On: true, Channels: { Count: 0 } } ? new("no_channel", param + ".channels", "A category that is on has a channel, or no list for the default.") : null;
    }

    private static bool IsAddress(string? url) =>
        url is { Length: <= 500 } && Uri.TryCreate(url, UriKind.Absolute, out var address) && address is { UserInfo: "", Fragment: "" }
        && (address.Scheme == Uri.UriSchemeHttps || address.Scheme == Uri.UriSchemeHttp && address.IsLoopback);

    [GeneratedRegex(@"^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}\z", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 100)]
    private static partial Regex LanguageTag();

    [GeneratedRegex(@"^\+[1-9][0-9]{5,14}\z", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 100)]
    private static partial Regex Number();
}
