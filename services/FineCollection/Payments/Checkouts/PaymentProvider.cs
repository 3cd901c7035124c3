using System.Text.Json;
using Dapr;
using Dapr.Client;
using Fleet.Contracts;
using Fleet.Contracts.FineCollection;

namespace Fleet.FineCollection.Payments.Checkouts;

/// <summary>What the provider is asked for.</summary>
/// <param name="Reference">The id of the fine: the provider tells it with the payment.</param>
/// <param name="Amount">How much.</param>
/// <param name="ExpiresAt">Until when it can be paid, UTC.</param>
/// <param name="ReturnUrl">Where the payer goes on; null for nowhere.</param>
public sealed record AskedCheckout(string Reference, Money Amount, DateTimeOffset ExpiresAt, string? ReturnUrl);

/// <summary>A checkout of the provider.</summary>
/// <param name="Id">The provider's id.</param>
/// <param name="Url">Where the payer pays.</param>
/// <param name="ExpiresAt">Until when, UTC.</param>
public sealed record OpenedCheckout(string Id, string Url, DateTimeOffset ExpiresAt);

/// <summary>The way to the payment provider: the output binding <see cref="ComponentNames.PaymentProvider"/>.</summary>
public sealed class PaymentProvider(DaprClient dapr, ILogger<PaymentProvider> log)
{
    /// <summary>Opens a checkout; with the same key the provider answers the same one.</summary>
    /// <exception cref="ProviderUnavailableException">No checkout can be had now.</exception>
    public async Task<OpenedCheckout> Open(AskedCheckout asked, string key, CancellationToken cancellation)
    {
        var request = new BindingRequest(ComponentNames.PaymentProvider, "post") { Data = JsonSerializer.SerializeToUtf8Bytes(asked, ContractJson.Options) };
        request.Metadata["path"] = "/v1/checkouts";
        request.Metadata["Content-Type"] = "application/json";
        request.Metadata["Idempotency-Key"] = key;
        try
        {
            var response = await dapr.InvokeBindingAsync(request, cancellation);
            var opened = JsonSerializer.Deserialize<OpenedCheckout>(response.Data.Span, ContractJson.Options);
            return opened is { Id.Length: > 0, Url: not null } && IsWebAddress(opened.Url) ? opened : throw new ProviderUnavailableException();
        }
        catch (Exception failure) when (failure is DaprException or JsonException or HttpRequestException)
        {
            log.LogWarning("The payment provider opened no checkout: {Reason}", failure.Message);
            throw new ProviderUnavailableException(failure);
        }
    }

    private static bool IsWebAddress(string text) => Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme is "http" or "https";
}

/// <summary>The payment provider is away, or answers what makes no sense.</summary>
public sealed class ProviderUnavailableException(Exception? cause = null) : Exception("The payment provider opens no checkout now.", cause);
