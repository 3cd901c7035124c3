namespace Fleet.PaymentProvider;

/// <summary>An amount: integer minor units and an ISO 4217 code.</summary>
public sealed record Amount(long MinorUnits, string Currency);

/// <summary>What a shop asks for.</summary>
public sealed record CheckoutOrder(string? Reference, Amount? Amount, DateTimeOffset? ExpiresAt, string? ReturnUrl);

/// <summary>A page where something can be paid.</summary>
public sealed record Checkout(string Id, string Reference, Amount Amount, DateTimeOffset ExpiresAt, string? ReturnUrl, string? PaymentId = null);

/// <summary>Money that somebody paid.</summary>
public sealed record Payment(string Id, string CheckoutId, string Reference, Amount Amount, DateTimeOffset PaidAt, string Method, string? ReversedFor = null);

/// <summary>Something to tell the shop.</summary>
public sealed record ProviderEvent(string Id, string Type, DateTimeOffset CreatedAt, object Data);

/// <summary>How the provider runs.</summary>
/// <param name="Port">Where it listens on this machine; 0 for any free port.</param>
/// <param name="WebhookUrl">Where events go; null for nowhere.</param>
/// <param name="Secret">What events are signed with.</param>
/// <param name="Seed">What mischief by chance follows from.</param>
public sealed record ProviderSettings(int Port, Uri? WebhookUrl, string Secret, int Seed = 1);
