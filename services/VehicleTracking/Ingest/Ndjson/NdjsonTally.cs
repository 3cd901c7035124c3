using Fleet.Contracts.VehicleTracking;
using Fleet.ServiceDefaults;
using Fleet.VehicleTracking.Shards;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Fleet.VehicleTracking.Ingest.Ndjson;

/// <summary>What became of the lines of an upload so far. Of a million refused ones only the first are listed.</summary>
internal sealed class NdjsonTally
{
    private const int MostListed = 1_000;
    private readonly List<RejectedItem> listed = [];
    private ItemMistake? firstMistake;
    private int accepted;
    private int duplicates;
    private int rejected;
    private int held;

    /// <summary>Lines from the first on that are dealt with: stored, known already, refused by name, or blank.</summary>
    public int LinesTaken { get; private set; }

    public void Add<T>(NdjsonChunk<T> chunk, IReadOnlyList<ItemOutcome> outcomes, Func<T, ItemOutcome, ItemMistake> explain)
        where T : class
    {
        var bad = chunk.Bad;
        for (var i = 0; i < outcomes.Count; i++)
        {
            if (outcomes[i] == ItemOutcome.Accepted) accepted++;
            else if (outcomes[i] == ItemOutcome.Duplicate) duplicates++;
            else if (outcomes[i] == ItemOutcome.Held) held++;
            else bad.Add((chunk.Good[i].Index, explain(chunk.Good[i].Item, outcomes[i])));
        }

        LinesTaken = chunk.EndLine;
        rejected += bad.Count;
        if (bad.Count == 0 || listed.Count == MostListed) return;
        bad.Sort((left, right) => left.Index.CompareTo(right.Index));
        firstMistake ??= bad[0].Mistake;
        listed.AddRange(bad.Take(MostListed - listed.Count).Select(item => item.Mistake.At(item.Index)));
    }

    /// <summary>The answer to a whole upload.</summary>
    public Results<Accepted<IngestResult>, ProblemHttpResult> Answer()
    {
        if (accepted + duplicates + held > 0)
            return TypedResults.Accepted((string?)null, new IngestResult(accepted, duplicates, listed, rejected > listed.Count ? rejected : null, held == 0 ? null : held));
        if (firstMistake is null) return Problem.Of(StatusCodes.Status400BadRequest, "empty_batch", "The body holds no items.");
        var first = listed[0];
        var problem = Problem.Of(
            IngestAnswer.Status(firstMistake), "no_item_accepted", $"None of the {rejected} items can be taken; line {first.Index}: {first.Detail}",
            $"[{first.Index}]{(first.Param is null ? "" : "." + first.Param)}");
        problem.ProblemDetails.Extensions["rejected"] = listed;
        problem.ProblemDetails.Extensions["rejectedTotal"] = rejected;
        return problem;
    }

    /// <summary>The answer to an upload that could not be stored to its end.</summary>
    public ProblemHttpResult BrokenOff(RequestRefusedException why)
    {
        var problem = Problem.Of(
            why.StatusCode, why.Code, $"The first {LinesTaken} lines are dealt with, what follows is not. Send the rest again after a pause, or all: what is stored already is known as a duplicate.");
        problem.ProblemDetails.Extensions["linesTaken"] = LinesTaken;
        problem.ProblemDetails.Extensions["accepted"] = accepted;
        problem.ProblemDetails.Extensions["duplicates"] = duplicates;
        if (held > 0) problem.ProblemDetails.Extensions["held"] = held;
        problem.ProblemDetails.Extensions["rejected"] = listed;
        problem.ProblemDetails.Extensions["rejectedTotal"] = rejected;
        return problem;
    }
}
