using Dapr.Actors;
using Dapr.Actors.Client;
using Fleet.Contracts;
using Fleet.Contracts.FineCollection;
using Fleet.FineCollection.Domain.Life;
using Fleet.FineCollection.Fines;
using Fleet.FineCollection.Fines.Desk;
using Fleet.ServiceDefaults;

namespace Fleet.FineCollection.Payments.Checkouts;

/// <summary><c>POST /v1/fines/{id}/checkouts</c>: asks the payment provider for a page where the fine can be paid.</summary>
internal static class PostCheckout
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapPost("/v1/fines/{id}/checkouts", Handle)
        .WithSummary("Opens a checkout at the payment provider for what can be paid now.")
        .Produces<CheckoutView>()
        .ProducesProblem(StatusCodes.Status400BadRequest)
        .ProducesProblem(StatusCodes.Status404NotFound)
        .ProducesProblem(StatusCodes.Status409Conflict)
        .ProducesProblem(StatusCodes.Status503ServiceUnavailable);

    /// <param name="CheckoutId">The provider's id.</param>
    /// <param name="Url">Where the payer pays.</param>
    /// <param name="Amount">How much.</param>
    /// <param name="ExpiresAt">Until when, UTC.</param>
    internal sealed record CheckoutView(string CheckoutId, string Url, Money Amount, DateTimeOffset ExpiresAt);

    private static async Task<IResult> Handle(string id, HttpContext context, IActorProxyFactory actors)
    {
        var key = RequestHeaders.OnceKey(context.Request);
        var returnUrl = BodyFields.Read(await JsonBody.Read(context.Request), ReturnUrl);
        if (!FineIds.IsId(id)) return Problem.NotFound("fine", id);
        var checkout = actors.Create(new ActorId(DerivedId.Of("cko", id, key ?? Guid.NewGuid().ToString("N"))), nameof(CheckoutActor));
        var answer = await checkout.InvokeMethodAsync<OpenCheckout, CheckoutAnswer>(nameof(ICheckoutActor.Open), new OpenCheckout(id, returnUrl), context.RequestAborted);
        if (answer.IsReplay) context.Response.Headers["Idempotent-Replayed"] = "true";
        return answer.Result switch
        {
            CheckoutResults.Opened => TypedResults.Ok(new CheckoutView(answer.Opened!.Id, answer.Opened.Url, answer.Asked!.Amount, answer.Opened.ExpiresAt)),
            CheckoutResults.NotFound => Problem.NotFound("fine", id),
            CheckoutResults.KeyReused => DeskAnswers.KeyReused(),
            CheckoutResults.Unavailable => Problem.Of(
                StatusCodes.Status503ServiceUnavailable, "provider_unavailable", "The payment provider cannot be reached; nothing was paid. Ask again with the same Idempotency-Key."),
            _ => Refusal(answer),
        };
    }

    private static IResult Refusal(CheckoutAnswer answer)
    {
        var problem = Problem.Of(StatusCodes.Status409Conflict, answer.Code!, Payable.Text(answer.Code!));
        problem.ProblemDetails.Extensions["state"] = answer.State;
        problem.ProblemDetails.Extensions["allowed"] = LifeTable.AllowedIn(answer.State!);
        return problem;
    }

    private static string? ReturnUrl(BodyFields body) => body.OptionalText("returnUrl", 2_000) is not { } text ? null
        : Uri.TryCreate(text, UriKind.Absolute, out var url) && (url.Scheme == Uri.UriSchemeHttps || (url.Scheme == Uri.UriSchemeHttp && url.IsLoopback))
            ? url.AbsoluteUri
            : throw body.Wrong("wrong_type", "returnUrl", "is an https address (http on this machine only).");
}
