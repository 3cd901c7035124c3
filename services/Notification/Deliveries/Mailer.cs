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
}

/// <summary>
/// Sends mail through the output binding, one at a time: Dapr's SMTP binding keeps one set of addresses for all sends, and
/// two at once can reach each other's recipients. For the same reason no address field is left to an earlier send.
/// </summary>
public sealed class Mailer(DaprClient dapr, IOptions<MailOptions> options) : IDisposable
{
    private readonly SemaphoreSlim _oneAtATime = new(1);

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
        await _oneAtATime.WaitAsync(cancellation);
        try
        {
            await dapr.InvokeBindingAsync(ComponentNames.Mail, "create", notice.Html, metadata, cancellation);
        }
        finally
        {
            _oneAtATime.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _oneAtATime.Dispose();
}
