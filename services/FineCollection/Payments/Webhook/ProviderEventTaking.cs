using System.Security.Cryptography;
using System.Text.Json;
using Dapr.Actors;
using Dapr.Actors.Client;
using Fleet.Contracts;
using Fleet.FineCollection.Payments.Booking;
using Fleet.ServiceDefaults;

namespace Fleet.FineCollection.Payments.Webhook;

/// <summary>Takes an event that is known to be the provider's. Everything can be repeated, in any order, also at once.</summary>
internal sealed class ProviderEventTaking(IActorProxyFactory actors, ProviderProblems problems)
{
    /// <param name="Result">What became of it: a state of the payment, <c>noted</c> for a failed attempt, or <c>ignored</c> for a type that is none of ours.</param>
    /// <param name="PaymentId">Our id of the payment.</param>
    internal sealed record WebhookAnswer(string Result, string? PaymentId = null);

    /// <summary>What the provider is answered.</summary>
    public async Task<IResult> Take(ProviderEvent told, CancellationToken cancellation)
    {
        if (told.What is null) return TypedResults.Ok(new WebhookAnswer("ignored"));
        var claimed = await Claim(told, cancellation);
        if (!claimed.IsSame) return await Differs("event_differs", "id", problems.EventDiffers(told.Id, PaymentOf(told.What), claimed.FirstAt, cancellation));
        switch (told.What)
        {
            case PaymentSucceeded paid:
                var answer = await Payment(paid.PaymentId).InvokeMethodAsync<TakePayment, ProviderPaymentAnswer>(nameof(IProviderPaymentActor.Take), new TakePayment(told.Id, paid), cancellation);
                return answer.Differs ? await Differs("payment_differs", "data", problems.PaymentDiffers(told.Id, paid, answer.Payment!, cancellation)) : Taken(answer);
            case PaymentTakenBack back:
                var reversed = await Payment(back.PaymentId).InvokeMethodAsync<TakeReversal, ProviderPaymentAnswer>(nameof(IProviderPaymentActor.TakeBack), new TakeReversal(told.Id, back), cancellation);
                return reversed.Differs ? await Differs("reversal_differs", "data", problems.ReversalDiffers(told.Id, back, reversed.Payment!, cancellation)) : Taken(reversed);
            default:
                return TypedResults.Ok(new WebhookAnswer("noted"));
        }
    }

    private async Task<EventClaimed> Claim(ProviderEvent told, CancellationToken cancellation)
    {
        var hash = Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(new { told.Type, told.What }, ContractJson.Options)));
        var actor = actors.Create(new ActorId(DerivedId.Of("pev", told.Id)), nameof(ProviderEventActor));
        return await actor.InvokeMethodAsync<ClaimEvent, EventClaimed>(nameof(IProviderEventActor.Claim), new ClaimEvent(hash), cancellation);
    }

    private ActorProxy Payment(string providerId) => actors.Create(new ActorId(ProviderPayment.IdOf(providerId)), nameof(ProviderPaymentActor));

    private static IResult Taken(ProviderPaymentAnswer answer) => TypedResults.Ok(new WebhookAnswer(answer.Payment!.State, answer.Payment.Id));

    // Listed before it is answered: the provider may never send it again.
    private static async Task<IResult> Differs(string code, string param, Task listed)
    {
        await listed;
        return Problem.Of(StatusCodes.Status409Conflict, code, "This id came before with something else in it; nothing was booked, and a person will look at it.", param);
    }

    private static string? PaymentOf(object what) => what switch
    {
        PaymentSucceeded paid => paid.PaymentId,
        PaymentTakenBack back => back.PaymentId,
        PaymentFailed failed => failed.PaymentId,
        _ => null,
    };
}
