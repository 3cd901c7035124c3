using System.Text.Json;
using Fleet.Contracts.FineCollection;
using Fleet.FineCollection.Fines.Desk;

namespace Fleet.FineCollection.Payments.Webhook;

/// <summary>The provider has the money.</summary>
/// <param name="PaymentId">The provider's id of the payment.</param>
/// <param name="CheckoutId">The provider's id of the checkout; null for one without.</param>
/// <param name="Reference">What we told the provider that it is for: the id of the fine.</param>
/// <param name="Amount">How much.</param>
/// <param name="PaidAt">When, UTC.</param>
/// <param name="Method">How, e.g. <c>card</c>.</param>
public sealed record PaymentSucceeded(string PaymentId, string? CheckoutId, string Reference, Money Amount, DateTimeOffset PaidAt, string Method);

/// <summary>The provider took the money back: it was dishonoured, or charged back.</summary>
/// <param name="PaymentId">The provider's id of the payment.</param>
/// <param name="Reason">Why.</param>
public sealed record PaymentTakenBack(string PaymentId, string Reason);

/// <summary>An attempt to pay failed; no money moved.</summary>
/// <param name="PaymentId">The provider's id of the attempt; null when there is none.</param>
/// <param name="CheckoutId">The provider's id of the checkout.</param>
/// <param name="Reference">The id of the fine.</param>
/// <param name="Reason">Why.</param>
public sealed record PaymentFailed(string? PaymentId, string? CheckoutId, string? Reference, string? Reason);

/// <summary>An event of the provider.</summary>
/// <param name="Id">The provider's id of the event.</param>
/// <param name="Type">What it tells.</param>
/// <param name="CreatedAt">When it happened, UTC; null when the provider does not say.</param>
/// <param name="What">A <see cref="PaymentSucceeded"/>, <see cref="PaymentTakenBack"/> or <see cref="PaymentFailed"/>; null for a type that is none of ours.</param>
internal sealed record ProviderEvent(string Id, string Type, DateTimeOffset? CreatedAt, object? What)
{
    private const int MostOfAnId = 200;

    /// <summary>Reads an event. Of a type that is none of ours only the type is read.</summary>
    /// <exception cref="Fleet.ServiceDefaults.RequestRefusedException">A field is missing, unknown or wrong.</exception>
    public static ProviderEvent Read(JsonElement body)
    {
        var type = BodyFields.Of(body).Line("type", 100);
        Func<BodyFields, object>? what = type switch
        {
            "payment.succeeded" => Succeeded,
            "payment.reversed" => TakenBack,
            "payment.failed" => Failed,
            _ => null,
        };
        return what is null
            ? new ProviderEvent("", type, null, null)
            : BodyFields.Read(body, fields => new ProviderEvent(
                fields.Line("id", MostOfAnId), fields.Line("type", 100), fields.OptionalInstant("createdAt"), fields.Object("data", what)));
    }

    private static PaymentSucceeded Succeeded(BodyFields data) => new(
        data.Line("id", MostOfAnId), data.OptionalText("checkoutId", MostOfAnId), data.Line("reference", MostOfAnId), data.Money("amount"), data.Instant("paidAt"),
        data.OptionalText("method", 40) ?? "online");

    private static PaymentTakenBack TakenBack(BodyFields data) => new(data.Line("paymentId", MostOfAnId), data.OptionalText("reason", 1_000) ?? "taken back by the payment provider");

    private static PaymentFailed Failed(BodyFields data) => new(
        data.OptionalText("paymentId", MostOfAnId), data.OptionalText("checkoutId", MostOfAnId), data.OptionalText("reference", MostOfAnId), data.OptionalText("reason", 1_000));
}
