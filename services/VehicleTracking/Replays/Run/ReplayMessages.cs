namespace Fleet.VehicleTracking.Replays.Run;

/// <summary>A replay is wanted.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Hash">Of what is asked: the same id with another hash is refused.</param>
/// <param name="Plan">What is asked.</param>
public sealed record ReplayStart(string Id, string Hash, ReplayPlan Plan);

/// <summary>What became of it.</summary>
public enum StartResult
{
    /// <summary>It is queued, or was before.</summary>
    Taken,

    /// <summary>The id was given to another request.</summary>
    OtherRequest,

    /// <summary>Too many are kept or wait.</summary>
    TooMany,
}

/// <summary>A replay; the head is null when there is none.</summary>
public sealed record ReplayAnswer(ReplayHead? Head, StartResult Result = StartResult.Taken);

/// <summary>Which differences are wanted: so many, from a place on.</summary>
public sealed record DifferencesQuery(int From, int Limit);

/// <summary>Differences in the order in which they were found; null when there is no such replay.</summary>
public sealed record DifferencesView(IReadOnlyList<Difference>? Differences);

/// <summary>A replay that is kept.</summary>
/// <param name="Id">Its id.</param>
/// <param name="CreatedMs">When it was asked, Unix milliseconds.</param>
/// <param name="IsOver">It waits and runs no more.</param>
public sealed record BookEntry(string Id, long CreatedMs, bool IsOver = false);

/// <summary>All replays that are kept, oldest first.</summary>
public sealed record BookView(IReadOnlyList<BookEntry> Entries)
{
    /// <summary>How many are kept at most.</summary>
    public const int Most = 1_000;

    /// <summary>How many wait and run at most.</summary>
    public const int MostWaiting = 100;

    /// <summary>How many run at a time.</summary>
    public const int MostRunning = 2;

    public static BookView Empty { get; } = new([]);

    /// <summary>Whether one more may be entered.</summary>
    public bool HasRoom => Entries.Count < Most && Entries.Count(entry => !entry.IsOver) < MostWaiting;

    public bool Has(string id) => Entries.Any(entry => entry.Id == id);

    /// <summary>Whether it is a replay's turn.</summary>
    public bool MayRun(string id) => Entries.Where(entry => !entry.IsOver).Take(MostRunning).Any(entry => entry.Id == id);
}

/// <summary>Whether a replay is in the book, and whether it is its turn.</summary>
public sealed record BookAnswer(bool IsIn, bool MayRun);
