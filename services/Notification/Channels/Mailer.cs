using Dapr.Client;
using Fleet.Contracts;
using Microsoft.Extensions.Options;

namespace Fleet.Notification.Channels;

/// <summary>Sender of notices; section <c>Mail</c> of the configuration.</summary>
public sealed class MailOptions
{
    /// <summary>Sender address.</summary>
    public string From { get; set; } = "fines@fleet.example.org";

    /// <summary>Mails on their way to the binding at once; more than 1 only where the binding keeps concurrent sends apart.</summary>
    public int SendsAtOnce { get; set; } = 1;
}

/// <summary>
/// Sends mail through the output binding, one at a time unless told otherwise: Dapr's SMTP binding keeps one set of addresses
/// for all sends, and two at once can reach each other's recipients. For the same reason no address field is left to an
/// earlier send.
/// </summary>
public sealed class Mailer(DaprClient dapr, IOptions<MailOptions> options) : IDisposable
{
    private readonly SemaphoreSlim places = new(Math.Max(1, options.Value.SendsAtOnce));

    /// <summary>
    /// Returns when the mail server has taken the mail; throws when it has not, or when that is unknown. A send that was begun is never cut
    /// short: its place is free when it has ended, so that no other send can meet it in the binding.
    /// </summary>
    /// <exception cref="ChannelBusyException">No place became free before <paramref name="cancellation"/>: nothing was sent.</exception>
    public async Task Send(string address, string subject, string body, CancellationToken cancellation)
    {
        try
        {
            await places.WaitAsync(cancellation);
        }
        catch (OperationCanceledException)
        {
            throw new ChannelBusyException("Earlier mails have not been taken yet.");
        }

        try
        {
            await dapr.InvokeBindingAsync(ComponentNames.Mail, "create", body, Metadata(address, subject), CancellationToken.None);
        }
        finally
        {
            places.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => places.Dispose();

    private Dictionary<string, string> Metadata(string address, string subject) => new()
    {
        ["emailFrom"] = options.Value.From,
        ["emailTo"] = address,
        ["emailCC"] = "",
        ["emailBCC"] = "",
        ["subject"] = subject,
    };
}
