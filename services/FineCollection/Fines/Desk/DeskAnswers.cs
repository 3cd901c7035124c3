using System.Net.Mime;
using Fleet.ServiceDefaults;

namespace Fleet.FineCollection.Fines.Desk;

/// <summary>Answers of the desk, over HTTP.</summary>
internal static class DeskAnswers
{
    /// <summary>The fine after the command, or a problem: 404, or 409 with what the fine's state would allow.</summary>
    public static IResult Of(string fineId, FineAnswer answer) => answer.Result switch
    {
        FineResults.Done => TypedResults.Text(answer.Body!, MediaTypeNames.Application.Json),
        FineResults.NotFound => Problem.NotFound("fine", fineId),
        FineResults.KeyReused => KeyReused(),
        _ => Refusal(answer),
    };

    /// <summary>409: the key came with another request before.</summary>
    public static IResult KeyReused() => Problem.Of(
        StatusCodes.Status409Conflict, "idempotency_key_reused", "This key came with another request before; send the same request, or another key.", "Idempotency-Key");

    private static IResult Refusal(FineAnswer answer)
    {
        var refused = answer.Refused!;
        var problem = Problem.Of(StatusCodes.Status409Conflict, refused.Code, refused.Detail, refused.Param);
        problem.ProblemDetails.Extensions["state"] = answer.State;
        problem.ProblemDetails.Extensions["allowed"] = refused.Allowed;
        problem.ProblemDetails.Extensions["requestId"] = answer.RequestId;
        return problem;
    }
}
