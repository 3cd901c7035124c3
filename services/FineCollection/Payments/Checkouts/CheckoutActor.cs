using Dapr.Actors;
using Dapr.Actors.Runtime;
using Fleet.FineCollection.Domain;
using Fleet.FineCollection.Domain.Life;
using Fleet.FineCollection.Fines;

namespace Fleet.FineCollection.Payments.Checkouts;

/// <summary>A client wants to pay a fine.</summary>
public sealed record OpenCheckout(string FineId, string? ReturnUrl);

/// <summary>What it is answered.</summary>
/// <param name="Result">One of <see cref="CheckoutResults"/>.</param>
/// <param name="Asked">What the provider was asked for.</param>
/// <param name="Opened">The checkout.</param>
/// <param name="Code">Why nothing can be paid.</param>
/// <param name="State">State of the fine then.</param>
/// <param name="IsReplay">It was answered before.</param>
public sealed record CheckoutAnswer(string Result, AskedCheckout? Asked = null, OpenedCheckout? Opened = null, string? Code = null, string? State = null, bool IsReplay = false);

/// <summary>Kinds of <see cref="CheckoutAnswer"/>.</summary>
public static class CheckoutResults
{
    /// <summary>The provider waits for the payer.</summary>
    public const string Opened = "opened";

    /// <summary>Nothing can be paid on the fine.</summary>
    public const string Refused = "refused";

    /// <summary>There is no such fine.</summary>
    public const string NotFound = "not_found";

    /// <summary>The key came with another request before.</summary>
    public const string KeyReused = "key_reused";

    /// <summary>The provider is away.</summary>
    public const string Unavailable = "unavailable";
}

/// <summary>A checkout as it is kept.</summary>
/// <param name="Request">What the client wants.</param>
/// <param name="Attempt">Which request to the provider: another amount is another request.</param>
/// <param name="Asked">What the provider is asked for; saved before.</param>
/// <param name="Answer">What the client was answered; null until then.</param>
public sealed record StoredCheckout(OpenCheckout Request, int Attempt, AskedCheckout? Asked, CheckoutAnswer? Answer);

/// <summary>One checkout; its id follows from fine and idempotency key.</summary>
public interface ICheckoutActor : IActor
{
    Task<CheckoutAnswer> Open(OpenCheckout request);
}

/// <inheritdoc cref="ICheckoutActor"/>
/// <remarks>What the provider is asked for is saved before it is asked, so that the same is asked again with the same key after a crash.</remarks>
public sealed class CheckoutActor(ActorHost host, FineDoor fines, TariffBook tariffs, PaymentProvider provider, TimeProvider time) : Actor(host), ICheckoutActor
{
    private const string Key = "checkout";
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(30);
    private static readonly TimeSpan StillUseful = TimeSpan.FromMinutes(2);

    /// <inheritdoc/>
    public async Task<CheckoutAnswer> Open(OpenCheckout request)
    {
        var stored = await Load();
        if (stored is not null && stored.Request != request) return new CheckoutAnswer(CheckoutResults.KeyReused);
        if (stored?.Answer is { } before) return before with { IsReplay = true };
        if (await fines.Find(request.FineId, CancellationToken.None) is not { } fine) return new CheckoutAnswer(CheckoutResults.NotFound);
        var payable = Payable.Of(fine, FineLaw.Of(fine, tariffs), time.GetUtcNow());
        if (payable.Code is { } code) return await Answer(new StoredCheckout(request, 0, null, null), new CheckoutAnswer(CheckoutResults.Refused, Code: code, State: fine.State));
        var checkout = Asked(stored ?? new StoredCheckout(request, 0, null, null), payable);
        await Save(checkout);
        return await Ask(checkout);
    }

    private async Task<CheckoutAnswer> Ask(StoredCheckout checkout)
    {
        try
        {
            var opened = await provider.Open(checkout.Asked!, FormattableString.Invariant($"{Id.GetId()}-{checkout.Attempt}"), CancellationToken.None);
            return await Answer(checkout, new CheckoutAnswer(CheckoutResults.Opened, checkout.Asked, opened));
        }
        catch (ProviderUnavailableException)
        {
            return new CheckoutAnswer(CheckoutResults.Unavailable);
        }
    }

    // The same again while it is still right: the provider may have opened it, and only its answer was lost.
    private StoredCheckout Asked(StoredCheckout checkout, Payable payable)
    {
        var now = time.GetUtcNow();
        if (checkout.Asked is { } asked && asked.Amount == payable.Amount && asked.ExpiresAt - now >= StillUseful) return checkout;
        var expiresAt = payable.Until is { } until && until < now + Patience ? until : now + Patience;
        return checkout with { Attempt = checkout.Attempt + 1, Asked = new AskedCheckout(checkout.Request.FineId, payable.Amount!, expiresAt, checkout.Request.ReturnUrl) };
    }

    private async Task<CheckoutAnswer> Answer(StoredCheckout checkout, CheckoutAnswer answer)
    {
        await Save(checkout with { Answer = answer });
        return answer;
    }

    private async Task<StoredCheckout?> Load()
    {
        // Whatever failed before, what counts is what is stored.
        await StateManager.ClearCacheAsync();
        return await StateManager.TryGetStateAsync<StoredCheckout>(Key) is { HasValue: true } found ? found.Value : null;
    }

    private async Task Save(StoredCheckout checkout)
    {
        await StateManager.SetStateAsync(Key, checkout);
        await SaveStateAsync();
    }
}
