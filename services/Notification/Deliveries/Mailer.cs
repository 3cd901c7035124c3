using Dapr.Client;
using Fleet.Contracts;
using Fleet.Notification.Domain;
using Microsoft.Extensions.Options;

namespace Fleet.Notification.Deliveries;

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

    /// <summary>Returns when the mail server has taken the notice; throws when it has not, or when that is unknown.</summary>
    public async Task Send(string address, Notice notice, CancellationToken cancellation)
    {
        var metadata = new Dictionary<string, string>
        {
            ["emailFrom"] = options.Value.From,
            ["emailTo"] = address,
            ["emailCC"] = "",
            ["emailBCC"] = "",
            ["subject"] = notice.Subject,
        };
        await places.WaitAsync(cancellation);
        try
        {
            await dapr.InvokeBindingAsync(ComponentNames.Mail, "create", notice.Html, metadata, cancellation);
        }
        finally
        {
            places.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => places.Dispose();
}
