using Fleet.Contracts.VehicleTracking;
using Fleet.ServiceDefaults;
using Fleet.VehicleTracking.Shards;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Fleet.VehicleTracking.Ingest;

/// <summary>
/// The answer to a request: 202 with what became of its items as soon as one of them is stored; else problem details, about
/// the item if it was alone.
/// </summary>
public static class IngestAnswer
{
    internal const string BusyCode = "busy";

    public static Results<Accepted<IngestResult>, ProblemHttpResult> To<T>(
        IngestBody<T> body, IReadOnlyList<ItemOutcome> outcomes, Func<T, ItemOutcome, ItemMistake> explain)
        where T : class
    {
        var refused = body.Good.Zip(outcomes)
            .Where(pair => pair.Second is not (ItemOutcome.Accepted or ItemOutcome.Duplicate or ItemOutcome.Held))
            .Select(pair => (pair.First.Index, Mistake: explain(pair.First.Item, pair.Second)));
        var bad = body.Bad.Concat(refused).OrderBy(item => item.Index).ToList();
        var accepted = outcomes.Count(outcome => outcome == ItemOutcome.Accepted);
        var duplicates = outcomes.Count(outcome => outcome == ItemOutcome.Duplicate);
        var held = outcomes.Count(outcome => outcome == ItemOutcome.Held);
        if (accepted + duplicates + held > 0)
            return TypedResults.Accepted((string?)null, new IngestResult(accepted, duplicates, bad.ConvertAll(item => item.Mistake.At(item.Index)), Held: held == 0 ? null : held));
        return body.IsSingle ? Single(bad[0].Mistake) : All(bad);
    }

    private static ProblemHttpResult Single(ItemMistake mistake) => Problem.Of(Status(mistake), mistake.Code, mistake.Detail, mistake.Param);

    private static ProblemHttpResult All(List<(int Index, ItemMistake Mistake)> bad)
    {
        var (index, first) = bad[0];
        var problem = Problem.Of(Status(first), "no_item_accepted", $"None of the {bad.Count} items can be taken; item {index}: {first.Detail}", $"[{index}]{(first.Param is null ? "" : "." + first.Param)}");
        problem.ProblemDetails.Extensions["rejected"] = bad.ConvertAll(item => item.Mistake.At(item.Index));
        return problem;
    }

    internal static int Status(ItemMistake mistake) => mistake switch
    {
        { Code: BusyCode } => StatusCodes.Status429TooManyRequests,
        { IsUnreadable: true } => StatusCodes.Status400BadRequest,
        _ => StatusCodes.Status422UnprocessableEntity,
    };
}
