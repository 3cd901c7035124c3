using System.Collections.Concurrent;
using System.Text.Encodings.Web;
using Dapr.Client;
using Microsoft.Extensions.Options;

namespace Fleet.Notification.Channels;

/// <summary>Sender of notices; section <c>Mail</c> of the configuration.</summary>
public sealed class MailOptions
{
    /// <summary>Sender address.</summary>
    public string From { get; set; } = "fines@fleet.example.org";

    /// <summary>Mails on their way to a binding at once; more than 1 only where the binding keeps concurrent sends apart.</summary>
    public int SendsAtOnce { get; set; } = 1;
}

/// <summary>
/// Sends mail through output bindings, each one at a time unless told otherwise: Dapr's SMTP binding keeps one set of addresses
/// for all sends, and two at once can reach each other's recipients. For the same reason no address field is left to an
/// earlier send.
/// </summary>
public sealed class Mailer(DaprClient dapr, IOptions<MailOptions> options) : IDisposable
{
    private readonly ConcurrentDictionary<string, Lazy<SemaphoreSlim>> places = new(StringComparer.Ordinal);

    /// <summary>
    /// Returns when the mail server has taken the mail; throws when it has not, or when that is unknown. A send that was begun is never cut
    /// short: its place is free when it has ended, so that no other send can meet it in the binding.
    /// </summary>
    /// <exception cref="ChannelBusyException">No place became free before <paramref name="cancellation"/>: nothing was sent.</exception>
    public async Task Send(string component, OutgoingMessage message, CancellationToken cancellation)
    {
        var place = places.GetOrAdd(component, _ => new(() => new SemaphoreSlim(Math.Max(1, options.Value.SendsAtOnce)))).Value;
        try
        {
            await place.WaitAsync(cancellation);
        }
        catch (OperationCanceledException)
        {
            throw new ChannelBusyException("Earlier mails have not been taken yet.");
        }

        try
        {
            await dapr.InvokeBindingAsync(component, "create", Html(message.Content), Metadata(message), CancellationToken.None);
        }
        finally
        {
            place.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var place in places.Values) place.Value.Dispose();
    }

    // The first five are daprd's; it passes over the others, and sends HTML alone.
    private Dictionary<string, string> Metadata(OutgoingMessage message) => new(StringComparer.Ordinal)
    {
        ["emailFrom"] = options.Value.From,
        ["emailTo"] = message.Address,
        ["emailCC"] = "",
        ["emailBCC"] = "",
        ["subject"] = message.Content.Subject,
        ["text"] = message.Content.Text,
        ["messageId"] = message.MessageId,
        ["autoSubmitted"] = "auto-generated",
    };

    private static string Html(Content content) => content.Html
        ?? "<!DOCTYPE html>\n<html>\n<body>\n<pre>" + HtmlEncoder.Default.Encode(content.Text) + "</pre>\n</body>\n</html>\n";
}
