using System.Security.Cryptography;
using System.Text;
using Fleet.Notification.Domain.Preferring;
using Fleet.Notification.Templates;

namespace Fleet.Notification.Domain.Messages;

/// <summary>What is taken for too much.</summary>
/// <param name="Rate">How many messages that the law does not require, unless the recipient says otherwise.</param>
/// <param name="DuplicateWindow">How long the same words count as a duplicate.</param>
public sealed record Limits(Rate Rate, TimeSpan DuplicateWindow);

/// <summary>Whether a message goes out now, later, with others, or not at all.</summary>
public static class Admission
{
    /// <summary>The same words went to the recipient a short time ago.</summary>
    public const string Duplicate = "duplicate";

    /// <summary>So much waits for a digest at most: then it goes out.</summary>
    public const int LargestDigest = 200;

    /// <summary>So many contents are remembered at most, the latest of them.</summary>
    public const int MostSeen = 1_000;

    /// <summary>A message that the law requires: quiet hours alone may delay it, and not when a term runs from it.</summary>
    public static Message Required(Message message, Preferences preferences, bool urgent, DateTimeOffset now) =>
        message.IsOver || urgent ? message : Quiet(message, preferences, ZoneOf(message, preferences), now);

    /// <summary>A message that the law does not require, written already, and the tray with it.</summary>
    public static (Message Message, Tray Tray) Optional(Message message, Preferences preferences, Tray tray, Limits limits, DateTimeOffset now)
    {
        if (message.IsOver) return (message, tray);
        var rate = preferences.Rate ?? limits.Rate;
        var window = TimeSpan.FromMinutes(rate.PerMinutes);
        tray = tray.At(now, window, limits.DuplicateWindow);
        var hash = Hash(message);
        if (tray.Seen.Any(seen => seen.Hash == hash)) return (Over(message, MessageStates.Suppressed, Duplicate), tray);
        tray = tray with { Seen = [.. tray.Seen.TakeLast(MostSeen - 1), new SeenContent(hash, now)] };
        var isVehicles = message.Source?.Vehicle is not null;
        var isTooMuch = tray.Sent.Count >= rate.Messages;
        if (isVehicles && (isTooMuch || preferences.Digest is not null))
            return (Over(message, MessageStates.Digested, null), Collect(message, preferences, tray, now));
        var at = isTooMuch ? tray.Sent[^rate.Messages] + window : now;
        var admitted = isTooMuch ? message with { State = MessageStates.Waiting, NextAt = at } : Quiet(message, preferences, ZoneOf(message, preferences), now);
        return (admitted, tray with { Sent = [.. tray.Sent, at] });
    }

    /// <summary>The message when what it tells of turned out not to have happened; a message that was sent stays as it is.</summary>
    public static Message Withdrawn(Message message, DateTimeOffset now) => message.State is MessageStates.Delivered or MessageStates.Suppressed
        ? message
        : Over(message, MessageStates.Suppressed, "withdrawn") with { At = now, Sequence = message.Sequence + 1 };

    private static Message Quiet(Message message, Preferences preferences, string? zone, DateTimeOffset now) =>
        QuietRules.End(preferences.QuietHours, zone, now) is { } end ? message with { State = MessageStates.Waiting, NextAt = end } : message;

    private static string? ZoneOf(Message message, Preferences preferences) => preferences.TimeZone ?? message.Source?.Fine?.Violation.TimeZone;

    private static Message Over(Message message, string state, string? reason) => message with { State = state, Reason = reason, NextAt = null, Content = null };

    private static Tray Collect(Message message, Preferences preferences, Tray tray, DateTimeOffset now)
    {
        var news = new DigestNews(message.EventId, message.Type, message.OccurredAt, message.Written?.Subject ?? message.Type);
        IReadOnlyList<DigestNews> digest = [.. tray.Digest, news];
        var at = digest.Count >= LargestDigest ? now : tray.DigestAt ?? DigestRules.Next(preferences.Digest, preferences.TimeZone, now);
        return tray with { Digest = digest, DigestAt = at };
    }

    private static string Hash(Message message)
    {
        var words = string.Join('\u001f', message.Category, message.Current?.Channel, message.Content?.Subject, message.Content?.Text);
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(words)).AsSpan(0, 12));
    }
}
