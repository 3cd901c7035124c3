using System.Text.RegularExpressions;
using Dapr.Actors;
using Dapr.Actors.Client;
using Fleet.FineCollection.Fines;
using Fleet.FineCollection.Fines.Desk;
using Fleet.ServiceDefaults;
using Fleet.ServiceDefaults.Indexes;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Fleet.FineCollection.Statements.Lines;

/// <summary><c>/v1/bank-statements/unmatched</c>: the list of what nobody could match, and what people do with it. Each order can be repeated.</summary>
internal static partial class UnmatchedRoutes
{
    private const string Path = "/v1/bank-statements/unmatched";

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet(Path, List).WithSummary("Bank money without a fine, the latest first.");
        routes.MapPost(Path + "/{lineId}/assignment", Assign)
            .WithSummary("Books unmatched money as a payment of a fine.").Produces<LineRow>().ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict);
        routes.MapPost(Path + "/{lineId}/return", GiveBack)
            .WithSummary("Says that unmatched money was paid back.").Produces<LineRow>().ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict);
    }

    private static async Task<Ok<Page<LineRow>>> List([AsParameters] PageRequest page, IndexClient<LineRow> lines, CancellationToken cancellation) =>
        TypedResults.Ok(await lines.List(page, new IndexQuery<LineRow>(LineRow.StateTerm(LineStates.Unmatched)), cancellation));

    private static async Task<IResult> Assign(string lineId, HttpRequest request, IActorProxyFactory actors, FineDoor fines, CancellationToken cancellation)
    {
        var fineId = BodyFields.Read(await JsonBody.Read(request), body => body.Text("fineId", 100));
        var by = RequestHeaders.Actor(request);
        if (!Id().IsMatch(lineId)) return Problem.NotFound("bank line", lineId, "lineId");
        if (await fines.Find(fineId, cancellation) is null) return Problem.NotFound("fine", fineId, "fineId");
        var answer = await Line(lineId, actors).InvokeMethodAsync<AssignLine, LineAnswer>(nameof(IBankLineActor.Assign), new AssignLine(fineId, by), cancellation);
        if (answer.Refused is { } refused) return Refusal(refused.Code, refused.Detail, "fineId", LineStates.Unmatched);
        return Answer(lineId, answer, line => line.State == LineStates.Assigned && line.FineId == fineId);
    }

    private static async Task<IResult> GiveBack(string lineId, HttpRequest request, IActorProxyFactory actors, CancellationToken cancellation)
    {
        var by = RequestHeaders.Actor(request);
        if (!Id().IsMatch(lineId)) return Problem.NotFound("bank line", lineId, "lineId");
        var answer = await Line(lineId, actors).InvokeMethodAsync<GiveBack, LineAnswer>(nameof(IBankLineActor.Return), new GiveBack(by), cancellation);
        return Answer(lineId, answer, line => line.State == LineStates.Returned);
    }

    private static IResult Answer(string lineId, LineAnswer answer, Func<BankLine, bool> isDone) => answer.Line switch
    {
        null => Problem.NotFound("bank line", lineId, "lineId"),
        { } line when isDone(line) => TypedResults.Ok(LineRow.Of(line)),
        { } line => Refusal("line_not_unmatched", $"The line is {line.State}; only an unmatched line can be assigned or returned.", "lineId", line.State),
    };

    private static ProblemHttpResult Refusal(string code, string detail, string param, string state)
    {
        var problem = Problem.Of(StatusCodes.Status409Conflict, code, detail, param);
        problem.ProblemDetails.Extensions["state"] = state;
        problem.ProblemDetails.Extensions["allowed"] = state == LineStates.Unmatched ? ["assignment", "return"] : Array.Empty<string>();
        return problem;
    }

    private static ActorProxy Line(string lineId, IActorProxyFactory actors) => actors.Create(new ActorId(lineId), nameof(BankLineActor));

    [GeneratedRegex(@"^bln_[0-9a-z]{26}\z", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 100)]
    private static partial Regex Id();
}
