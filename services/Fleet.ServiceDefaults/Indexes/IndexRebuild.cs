namespace Fleet.ServiceDefaults.Indexes;

/// <summary>How far an index was built anew.</summary>
/// <param name="Generation">Number of the generation.</param>
/// <param name="Phase">One of <see cref="IndexPhases"/>.</param>
/// <param name="Cursor">How far the list of all ids was read; null at its beginning.</param>
/// <param name="RowsRead">Rows read so far.</param>
/// <param name="StartedAt">When it was asked for, UTC.</param>
/// <param name="FinishedAt">When the last step was done, UTC; null before.</param>
public sealed record IndexRebuild(
    int Generation, string Phase, string? Cursor, long RowsRead, DateTimeOffset StartedAt, DateTimeOffset? FinishedAt = null);

/// <summary>Answer to the question how far it is.</summary>
/// <param name="Rebuild">The last one; null when there was none.</param>
public sealed record IndexRebuildFound(IndexRebuild? Rebuild);

/// <summary>Phases of <see cref="IndexRebuild"/>.</summary>
public static class IndexPhases
{
    /// <summary>Rows are read and put into the new generation; lists show the old one.</summary>
    public const string Building = "building";

    /// <summary>Lists show the new generation; the old one is erased.</summary>
    public const string Erasing = "erasing";

    /// <summary>Done.</summary>
    public const string Done = "done";
}

/// <summary>Some rows out of the list of all ids.</summary>
/// <param name="Items">The rows as they are now.</param>
/// <param name="Next">Where to go on; null at the end.</param>
public sealed record IndexChunk<TRow>(IReadOnlyList<IndexItem<TRow>> Items, string? Next);
