using System.Text.RegularExpressions;
using Dapr.Actors;
using Dapr.Actors.Client;
using Fleet.FineCollection.Fines;
using Fleet.FineCollection.Fines.Desk;
using Fleet.ServiceDefaults;
using Fleet.ServiceDefaults.Indexes;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Fleet.FineCollection.Payments.Booking;

/// <summary><c>/v1/payment-provider</c>: the lists of what the provider told, and what people do with money that fits no fine. Each order can be repeated.</summary>
internal static partial class ProviderPaymentRoutes
{
    private const string Path = "/v1/payment-provider";

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet(Path + "/payments", List).WithSummary("Payments through the provider, the latest first.");
        routes.MapGet(Path + "/unmatched", Unmatched).WithSummary("Money from the provider that fits no fine, the latest first.");
        routes.MapGet(Path + "/problems", ListProblems).WithSummary("What the provider told and a person has to look at, the latest first.");
        routes.MapPost(Path + "/unmatched/{paymentId}/assignment", Assign).WithSummary("Books unmatched money as a payment of a fine.");
        routes.MapPost(Path + "/unmatched/{paymentId}/return", GiveBack).WithSummary("Says that unmatched money was paid back.");
    }

    private static async Task<Ok<Page<ProviderPaymentRow>>> List(
        [AsParameters] PageRequest page, string? state, IndexClient<ProviderPaymentRow> payments, CancellationToken cancellation)
    {
        if (state is not null && !ProviderPaymentStates.All.Contains(state))
            throw new RequestRefusedException(StatusCodes.Status400BadRequest, "unknown_state", $"state is one of {string.Join(", ", ProviderPaymentStates.All)}.", "state");
        return TypedResults.Ok(await payments.List(page, new IndexQuery<ProviderPaymentRow>(state is null ? IndexTerms.All : ProviderPaymentRow.StateTerm(state)), cancellation));
    }

    private static Task<Ok<Page<ProviderPaymentRow>>> Unmatched([AsParameters] PageRequest page, IndexClient<ProviderPaymentRow> payments, CancellationToken cancellation) =>
        List(page, ProviderPaymentStates.Unmatched, payments, cancellation);

    private static async Task<Ok<Page<ProviderProblem>>> ListProblems([AsParameters] PageRequest page, IndexClient<ProviderProblem> problems, CancellationToken cancellation) =>
        TypedResults.Ok(await problems.List(page, new IndexQuery<ProviderProblem>(ProviderProblemIndex.Open), cancellation));

    private static async Task<IResult> Assign(string paymentId, HttpRequest request, IActorProxyFactory actors, FineDoor fines, CancellationToken cancellation)
    {
        var fineId = BodyFields.Read(await JsonBody.Read(request), body => body.Text("fineId", 100));
        var by = RequestHeaders.Actor(request);
        if (!Id().IsMatch(paymentId)) return Problem.NotFound("payment", paymentId, "paymentId");
        if (await fines.Find(fineId, cancellation) is null) return Problem.NotFound("fine", fineId, "fineId");
        var assign = new AssignPayment(fineId, by);
        var answer = await Payment(paymentId, actors).InvokeMethodAsync<AssignPayment, ProviderPaymentAnswer>(nameof(IProviderPaymentActor.Assign), assign, cancellation);
        if (answer.Refused is { } refused) return Refusal(refused.Code, refused.Detail, "fineId", ProviderPaymentStates.Unmatched);
        return Answer(paymentId, answer, payment => payment.State == ProviderPaymentStates.Assigned && payment.FineId == fineId);
    }

    private static async Task<IResult> GiveBack(string paymentId, HttpRequest request, IActorProxyFactory actors, CancellationToken cancellation)
    {
        var by = RequestHeaders.Actor(request);
        if (!Id().IsMatch(paymentId)) return Problem.NotFound("payment", paymentId, "paymentId");
        var answer = await Payment(paymentId, actors).InvokeMethodAsync<ReturnPayment, ProviderPaymentAnswer>(nameof(IProviderPaymentActor.Return), new ReturnPayment(by), cancellation);
        return Answer(paymentId, answer, payment => payment.State == ProviderPaymentStates.Returned);
    }

    private static IResult Answer(string paymentId, ProviderPaymentAnswer answer, Func<ProviderPayment, bool> isDone) => answer.Payment switch
    {
        null => Problem.NotFound("payment", paymentId, "paymentId"),
        { } payment when isDone(payment) => TypedResults.Ok(ProviderPaymentRow.Of(payment)),
        { } payment => Refusal("payment_not_unmatched", $"The payment is {payment.State}; only an unmatched one can be assigned or returned.", "paymentId", payment.State),
    };

    private static ProblemHttpResult Refusal(string code, string detail, string param, string state)
    {
        var problem = Problem.Of(StatusCodes.Status409Conflict, code, detail, param);
        problem.ProblemDetails.Extensions["state"] = state;
        problem.ProblemDetails.Extensions["allowed"] = state == ProviderPaymentStates.Unmatched ? ["assignment", "return"] : Array.Empty<string>();
        return problem;
    }

    private static ActorProxy Payment(string paymentId, IActorProxyFactory actors) => actors.Create(new ActorId(paymentId), nameof(ProviderPaymentActor));

    [GeneratedRegex(@"^ppy_[0-9a-z]{26}\z", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 100)]
    private static partial Regex Id();
}
