using Fleet.Contracts.FineCollection;

namespace Fleet.Notification.Channels;

/// <summary>A way to reach people: e-mail, webhook, text message, chat, in-app, letter. One registered line each.</summary>
public interface IChannel
{
    /// <summary>Its name in preferences and logs, one of <see cref="ChannelNames"/>.</summary>
    string Name { get; }

    /// <summary>
    /// Hands a message over. Returns when it was taken or refused for good; throws when neither is known, and then it is tried again.
    /// </summary>
    Task<SendResult> Send(OutgoingMessage message, CancellationToken cancellation);
}

/// <summary>Names of channels.</summary>
public static class ChannelNames
{
    public const string Email = "email";
    public const string Webhook = "webhook";
    public const string Sms = "sms";
    public const string Chat = "chat";
    public const string InApp = "in_app";
    public const string Post = "post";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<string> All { get; } = [Email, Webhook, Sms, Chat, InApp, Post];
}

/// <summary>A message as a channel gets it. Personal data: never logged.</summary>
/// <param name="MessageId">Identifies it, the same at every attempt, so that who receives it can tell a repetition.</param>
/// <param name="RecipientId">Whose it is.</param>
/// <param name="Address">Where it goes, in the form of the channel: an e-mail address, a URL, a number; a letter's address as lines.</param>
/// <param name="Content">What it says.</param>
/// <param name="Secret">What the recipient wants messages signed with; null where nothing was agreed.</param>
/// <param name="Fine">The fine event that it tells of, for what a machine is to read; null when it tells of something else.</param>
public sealed record OutgoingMessage(string MessageId, string RecipientId, string Address, Content Content, string? Secret = null, FineEvent? Fine = null);

/// <summary>What a message says, rendered from a template.</summary>
/// <param name="Template">Name of the template, e.g. <c>fine.issued</c>.</param>
/// <param name="Locale">Language it was rendered in, e.g. <c>nl</c>.</param>
/// <param name="Version">Version of the template.</param>
/// <param name="Subject">One line of text.</param>
/// <param name="Text">Plain text.</param>
/// <param name="Html">A whole HTML document; null where the channel's medium has none.</param>
/// <param name="Data">What it was rendered from, for machines, as JSON text; null where the medium has none.</param>
public sealed record Content(string Template, string Locale, int Version, string Subject, string Text, string? Html, string? Data = null);

/// <summary>What became of an attempt.</summary>
/// <param name="Taken">Whether it was taken; if not, no repetition would help.</param>
/// <param name="Component">The Dapr component or address that took or refused it.</param>
/// <param name="Detail">What it said, without personal data.</param>
public sealed record SendResult(bool Taken, string? Component, string? Detail);

/// <summary>Nothing was sent, for the channel had no place for it. It is tried again.</summary>
public sealed class ChannelBusyException(string why) : Exception(why);

/// <summary>An attempt failed, and a later one may succeed.</summary>
/// <param name="component">What failed.</param>
/// <param name="detail">How, without personal data.</param>
public sealed class ChannelFailedException(string? component, string detail, Exception? cause = null) : Exception(detail, cause)
{
    /// <summary>The Dapr component that failed.</summary>
    public string? Component { get; } = component;
}
