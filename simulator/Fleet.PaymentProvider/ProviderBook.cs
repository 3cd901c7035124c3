using System.Globalization;

namespace Fleet.PaymentProvider;

/// <summary>The provider's checkouts and payments, in memory. Ids are counted and random, so that two runs do not give the same.</summary>
public sealed class ProviderBook(TimeProvider time)
{
    private readonly Lock gate = new();
    private readonly string run = Convert.ToHexStringLower(System.Security.Cryptography.RandomNumberGenerator.GetBytes(6));
    private readonly Dictionary<string, (CheckoutOrder Order, string CheckoutId)> keys = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Checkout> checkouts = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Payment> payments = new(StringComparer.Ordinal);
    private int last;

    /// <summary>All payments, in the order they came.</summary>
    public IReadOnlyList<Payment> Payments
    {
        get
        {
            lock (gate) return [.. payments.Values];
        }
    }

    /// <summary>Opens a checkout; the same key and order give the same one, the same key and another order none.</summary>
    public Checkout? Open(CheckoutOrder order, string? key)
    {
        lock (gate)
        {
            if (key is not null && keys.TryGetValue(key, out var known)) return known.Order == order ? checkouts[known.CheckoutId] : null;
            var checkout = new Checkout(Next("co"), order.Reference!, order.Amount!, order.ExpiresAt ?? time.GetUtcNow().AddMinutes(30), order.ReturnUrl);
            checkouts.Add(checkout.Id, checkout);
            if (key is not null) keys.Add(key, (order, checkout.Id));
            return checkout;
        }
    }

    /// <summary>A checkout; null when there is none of this id.</summary>
    public Checkout? Find(string id)
    {
        lock (gate) return checkouts.GetValueOrDefault(id);
    }

    /// <summary>Pays a checkout once; null when it is paid or expired.</summary>
    public Payment? Pay(string checkoutId, string method)
    {
        lock (gate)
        {
            if (!checkouts.TryGetValue(checkoutId, out var checkout) || checkout.PaymentId is not null || checkout.ExpiresAt <= time.GetUtcNow()) return null;
            var payment = new Payment(Next("pp"), checkout.Id, checkout.Reference, checkout.Amount, time.GetUtcNow(), method);
            payments.Add(payment.Id, payment);
            checkouts[checkoutId] = checkout with { PaymentId = payment.Id };
            return payment;
        }
    }

    /// <summary>Takes a payment back once; null when there is none of this id, or it is taken back.</summary>
    public Payment? Reverse(string paymentId, string reason)
    {
        lock (gate)
        {
            if (!payments.TryGetValue(paymentId, out var payment) || payment.ReversedFor is not null) return null;
            return payments[paymentId] = payment with { ReversedFor = reason };
        }
    }

    /// <summary>An id that was never given before.</summary>
    public string Next(string prefix) => string.Create(CultureInfo.InvariantCulture, $"{prefix}_{run}{Interlocked.Increment(ref last):d6}");
}
