using Fleet.FineCollection.Book.Journal;

namespace Fleet.FineCollection.Book.Checks;

/// <summary>States of a check.</summary>
public static class CheckStates
{
    /// <summary>Still reading.</summary>
    public const string Running = "running";

    /// <summary>Over, and everything agrees.</summary>
    public const string Passed = "passed";

    /// <summary>Over, with findings.</summary>
    public const string Failed = "failed";
}

/// <summary>Something that does not agree.</summary>
/// <param name="Kind">Stable reason: see <see cref="FindingKinds"/>.</param>
/// <param name="Detail">What does not agree, for a person.</param>
/// <param name="FineId">The fine concerned; null when it is about a shard or a bank line.</param>
public sealed record Finding(string Kind, string Detail, string? FineId = null);

/// <summary>Kinds of <see cref="Finding"/>.</summary>
public static class FindingKinds
{
    /// <summary>The totals of a shard are not the sum of its postings.</summary>
    public const string TotalsDiffer = "totals_differ";

    /// <summary>The postings of a cause, or of a whole shard, do not sum to zero.</summary>
    public const string Unbalanced = "unbalanced";

    /// <summary>An entry came that could not be booked.</summary>
    public const string EntryRefused = "entry_refused";

    /// <summary>The ledger of a fine and its postings in the journal are not the same.</summary>
    public const string FineDiffers = "fine_differs";

    /// <summary>The journal has postings of a fine that does not exist.</summary>
    public const string FineUnknown = "fine_unknown";

    /// <summary>The audit trail of a fine was changed.</summary>
    public const string TrailBroken = "trail_broken";
}

/// <summary>A check in short.</summary>
/// <param name="Id">Its id.</param>
/// <param name="State">One of <see cref="CheckStates"/>.</param>
/// <param name="StartedAt">When it began, UTC.</param>
/// <param name="EndedAt">When it was over, UTC; null before.</param>
/// <param name="Postings">Postings that were read.</param>
/// <param name="Fines">Fines that were compared.</param>
/// <param name="FindingCount">Number of findings.</param>
public sealed record CheckSummary(string Id, string State, DateTimeOffset StartedAt, DateTimeOffset? EndedAt, long Postings, long Fines, int FindingCount);

/// <summary>A check with what it found.</summary>
/// <param name="Check">In short.</param>
/// <param name="Findings">The first <see cref="MostFindings"/>.</param>
public sealed record CheckReport(CheckSummary Check, IReadOnlyList<Finding> Findings)
{
    /// <summary>So many findings are kept; all are counted.</summary>
    public const int MostFindings = 500;

    /// <summary>With more findings.</summary>
    public CheckReport With(IReadOnlyCollection<Finding> more) => more.Count == 0 ? this : new CheckReport(
        Check with { FindingCount = Check.FindingCount + more.Count }, [.. Findings.Concat(more).Take(MostFindings)]);
}

/// <summary>A check that runs.</summary>
/// <param name="Report">What is known so far.</param>
/// <param name="Stage">What is being done.</param>
/// <param name="Shard">In the journal: which shard.</param>
/// <param name="Page">In the journal: which page comes next.</param>
/// <param name="Totals">In the journal: the sum of the pages before.</param>
/// <param name="Fines">Among the fines: how far.</param>
/// <param name="Suspects">Fines that do not agree, but may have a change on its way: looked at again at the end.</param>
/// <param name="AgainAt">When they are looked at again.</param>
public sealed record CheckRun(
    CheckReport Report,
    CheckStage Stage,
    int Shard,
    long Page,
    IReadOnlyDictionary<string, AccountTotal> Totals,
    string? Fines,
    IReadOnlyList<string> Suspects,
    DateTimeOffset? AgainAt)
{
    /// <summary>A check at its beginning.</summary>
    public static CheckRun Begin(string id, DateTimeOffset now) =>
        new(new CheckReport(new CheckSummary(id, CheckStates.Running, now, null, 0, 0, 0), []), CheckStage.Journal, 0, 0, AccountTotals.None, null, [], null);
}

/// <summary>Stages of a check, in order.</summary>
public enum CheckStage
{
    /// <summary>The journal is read page by page, and every fine in it compared.</summary>
    Journal,

    /// <summary>All listed fines are looked for in the journal.</summary>
    Fines,

    /// <summary>Suspects are looked at again.</summary>
    Again,

    /// <summary>Everything was looked at.</summary>
    Done,
}
