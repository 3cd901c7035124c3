using Fleet.ServiceDefaults;

namespace Fleet.FineCollection.Payments.Webhook;

/// <summary><c>POST /v1/payment-provider/webhooks</c>: the provider tells of a payment. 2xx means that it is stored; anything else: to be sent again.</summary>
internal sealed class TakeWebhook(WebhookSecret secrets, ProviderEventTaking taking, TimeProvider time)
{
    private const int MostBytes = 64 * 1024;

    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/v1/payment-provider/webhooks", (HttpRequest request, TakeWebhook webhook, CancellationToken cancellation) => webhook.Take(request, cancellation))
        .WithSummary("An event of the payment provider, signed.")
        .ProducesProblem(StatusCodes.Status400BadRequest)
        .ProducesProblem(StatusCodes.Status401Unauthorized)
        .ProducesProblem(StatusCodes.Status409Conflict)
        .ProducesProblem(StatusCodes.Status503ServiceUnavailable);

    private async Task<IResult> Take(HttpRequest request, CancellationToken cancellation)
    {
        var body = await Body(request, cancellation);
        if (await secrets.Get(cancellation) is not { } secret)
            return Problem.Of(StatusCodes.Status503ServiceUnavailable, "not_configured", $"The secret {WebhookSecret.Name} is not set, so no event can be believed; send it again later.");
        return await Verdict(request, body, secret, cancellation) switch
        {
            SignatureVerdict.Good => await taking.Take(ProviderEvent.Read(await JsonBody.Read(new MemoryStream(body), cancellation)), cancellation),
            SignatureVerdict.Stale => Refused("stale_signature", "The signature is more than 5 minutes from now; sign the event anew when it is sent again."),
            _ => Refused("bad_signature", $"{ProviderSignature.Header} is t=<unix seconds>,v1=<HMAC-SHA256 over time, point and body, with the common secret, hexadecimal>."),
        };
    }

    private async Task<SignatureVerdict> Verdict(HttpRequest request, byte[] body, string secret, CancellationToken cancellation)
    {
        var header = request.Headers[ProviderSignature.Header] is [var one] ? one : null;
        var verdict = ProviderSignature.Check(header, body, secret, time.GetUtcNow());
        if (verdict != SignatureVerdict.Bad || await secrets.Changed(secret, cancellation) is not { } changed) return verdict;
        return ProviderSignature.Check(header, body, changed, time.GetUtcNow());
    }

    private static async Task<byte[]> Body(HttpRequest request, CancellationToken cancellation)
    {
        using var body = new MemoryStream();
        await request.Body.CopyToAsync(body, cancellation);
        return body.Length <= MostBytes
            ? body.ToArray()
            : throw new RequestRefusedException(StatusCodes.Status413PayloadTooLarge, "body_too_large", $"An event has {MostBytes} bytes at most.");
    }

    private static IResult Refused(string code, string detail) => Problem.Of(StatusCodes.Status401Unauthorized, code, detail, ProviderSignature.Header);
}
