using Dapr;
using Dapr.Client;
using Fleet.Contracts;

namespace Fleet.FineCollection.Payments.Webhook;

/// <summary>
/// The secret that the payment provider signs with, from the secret store. Asked for when it is needed first, so a sidecar that is late does no harm, and
/// again when a signature does not fit it: it may have been changed.
/// </summary>
public sealed class WebhookSecret(DaprClient dapr, TimeProvider time, ILogger<WebhookSecret> log)
{
    /// <summary>Its name in the secret store.</summary>
    public const string Name = "FLEET_PAYMENT_WEBHOOK_SECRET";

    private static readonly TimeSpan AskAgainAfter = TimeSpan.FromMinutes(1);

    private Known? known;

    /// <summary>The secret; null when there is none.</summary>
    public async Task<string?> Get(CancellationToken cancellation) => Volatile.Read(ref known)?.Secret ?? await Ask(cancellation);

    /// <summary>The secret asked for anew, unless that was done within the last minute; null when it is still <paramref name="before"/>.</summary>
    public async Task<string?> Changed(string before, CancellationToken cancellation)
    {
        if (Volatile.Read(ref known) is { } kept && time.GetUtcNow() - kept.At < AskAgainAfter) return kept.Secret == before ? null : kept.Secret;
        return await Ask(cancellation) is { } asked && asked != before ? asked : null;
    }

    private async Task<string?> Ask(CancellationToken cancellation)
    {
        try
        {
            var secrets = await dapr.GetSecretAsync(ComponentNames.Secrets, Name, cancellationToken: cancellation);
            if (!secrets.TryGetValue(Name, out var secret) || secret.Length == 0) return null;
            Volatile.Write(ref known, new Known(secret, time.GetUtcNow()));
            return secret;
        }
        catch (DaprException failure)
        {
            log.LogWarning(failure, "The secret of the payment provider's webhooks cannot be read");
            return null;
        }
    }

    private sealed record Known(string Secret, DateTimeOffset At);
}
