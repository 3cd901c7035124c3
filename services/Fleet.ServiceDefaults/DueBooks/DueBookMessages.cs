namespace Fleet.ServiceDefaults.DueBooks;

/// <summary>Items for one book, entered in one transaction.</summary>
public sealed record DueEntries(IReadOnlyList<DueItem> Items);

/// <summary>How many of them were new.</summary>
public sealed record DueEntered(int Count);

/// <summary>Who runs a book and what is done.</summary>
/// <param name="Runner">Names this run; a book listens to the run that began last.</param>
/// <param name="Done">The batch that is done with; null to begin.</param>
public sealed record DueProgress(string Runner, long? Done);

/// <summary>What to handle next.</summary>
/// <param name="Number">Number of the batch in its book.</param>
/// <param name="Items">Empty: the run is over.</param>
public sealed record DueBatch(long Number, IReadOnlyList<DueItem> Items)
{
    internal static DueBatch None { get; } = new(-1, []);
}

/// <summary>What is stored of a book beside its pages; its size does not depend on them.</summary>
/// <param name="First">The oldest page.</param>
/// <param name="End">Number of the page after the newest.</param>
/// <param name="Closed">The newest page was handed out: what is entered now begins another one.</param>
/// <param name="Waiting">Items in all pages.</param>
/// <param name="HandedOut">Items in the oldest page, once it was handed out.</param>
/// <param name="OldestDueAt">The earliest time that an item of the book was due at.</param>
/// <param name="Runner">The run that the book listens to.</param>
public sealed record DueBookHead(long First, long End, bool Closed, long Waiting, int HandedOut, DateTimeOffset OldestDueAt, string? Runner)
{
    internal static DueBookHead Empty { get; } = new(0, 0, Closed: true, 0, 0, DateTimeOffset.MaxValue, null);
}
