namespace Fleet.ServiceDefaults.DeadLetters;

/// <summary>A job that hands letters to their service again.</summary>
/// <param name="Id">Id of the redrive.</param>
/// <param name="Hash">Of the request.</param>
/// <param name="By">Who wanted it.</param>
/// <param name="Plan">What was wanted.</param>
/// <param name="State">One of <see cref="RedriveStates"/>.</param>
/// <param name="StartedAt">UTC.</param>
/// <param name="FinishedAt">UTC; null while it runs.</param>
/// <param name="Selected">How many letters it was to hand over when it began.</param>
/// <param name="Counts">What became of them so far.</param>
/// <param name="Refusals">Why letters were refused: at most 50 causes.</param>
/// <param name="Step">How many batches were settled.</param>
/// <param name="Place">How far it is.</param>
/// <param name="PaidUntil">Up to this instant the rate is used up.</param>
/// <param name="Again">Letters that could not be taken just now, to be handed over again.</param>
public sealed record Redrive(
    string Id,
    string Hash,
    string By,
    RedrivePlan Plan,
    string State,
    DateTimeOffset StartedAt,
    DateTimeOffset? FinishedAt,
    long Selected,
    RedriveCounts Counts,
    IReadOnlyList<RedriveRefusal> Refusals,
    int Step,
    RedrivePlace Place,
    DateTimeOffset PaidUntil,
    RedriveAgain? Again);

/// <summary>What became of letters.</summary>
/// <param name="Taken">Taken; in a dry run: would be.</param>
/// <param name="Refused">Refused again, or not to be taken now after several attempts; in a dry run: would be. They wait on.</param>
/// <param name="Skipped">Did not wait any more when their turn came, or are unknown.</param>
public sealed record RedriveCounts(long Taken, long Refused, long Skipped);

/// <summary>Letters that were refused for one cause.</summary>
/// <param name="Topic">Their dead-letter topic.</param>
/// <param name="Cause">Code of the reason.</param>
/// <param name="Count">How many.</param>
/// <param name="SampleId">One of them.</param>
/// <param name="SampleReason">Its reason.</param>
public sealed record RedriveRefusal(string Topic, string Cause, long Count, string SampleId, string SampleReason);

/// <summary>Letters to be handed over again.</summary>
/// <param name="Ids">The letters.</param>
/// <param name="Tries">How often they were handed over without an answer.</param>
/// <param name="At">Not before this instant, UTC.</param>
public sealed record RedriveAgain(IReadOnlyList<string> Ids, int Tries, DateTimeOffset At);

/// <summary>States of a redrive; names on the wire.</summary>
public static class RedriveStates
{
    public const string Running = "running";
    public const string Done = "done";
    public const string Cancelled = "cancelled";
}
