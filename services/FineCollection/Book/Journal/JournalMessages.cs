using Fleet.FineCollection.Domain;

namespace Fleet.FineCollection.Book.Journal;

/// <summary>What one change of a fine, or one step of a bank line, adds to the book.</summary>
/// <param name="Subject">The fine or the bank line.</param>
/// <param name="Sequence">Which change of it, 1 or more: booked once for ever, in whatever order they come.</param>
/// <param name="Postings">At least one; those of a cause sum to zero.</param>
/// <param name="BornAt">The subject did not exist before this instant; null when that is not known.</param>
public sealed record BookEntry(string Subject, int Sequence, IReadOnlyList<Posting> Postings, DateTimeOffset? BornAt = null);

/// <summary>Entries for one shard, booked in one transaction.</summary>
public sealed record BookBatch(IReadOnlyList<BookEntry> Entries);

/// <summary>What became of a batch. Entries that were booked before are neither.</summary>
/// <param name="Booked">Entries that were new.</param>
/// <param name="Refused">Entries that cannot be booked: kept as problems, which the check shows.</param>
public sealed record BookAnswer(int Booked, int Refused);

/// <summary>An entry that cannot be booked.</summary>
/// <param name="Entry">All of it.</param>
/// <param name="At">When it came, UTC.</param>
/// <param name="Code">Stable reason: <c>unbalanced</c>, <c>empty_posting</c>, <c>incomplete</c>, <c>bad_currency</c>, <c>overflow</c>.</param>
/// <param name="Detail">What is wrong.</param>
public sealed record JournalProblem(BookEntry Entry, DateTimeOffset At, string Code, string Detail);

/// <summary>Beginning of a shard.</summary>
/// <param name="Count">Number of postings.</param>
/// <param name="Totals">Totals of all of them.</param>
/// <param name="Problems">Number of entries that could not be booked.</param>
/// <param name="BookedAt">When the last one was booked.</param>
public sealed record JournalHead(long Count, IReadOnlyDictionary<string, AccountTotal> Totals, long Problems, DateTimeOffset BookedAt)
{
    internal static JournalHead Empty { get; } = new(0, AccountTotals.None, 0, DateTimeOffset.MinValue);
}

/// <summary>A page of the journal.</summary>
/// <param name="Opening">Totals of everything before it.</param>
/// <param name="Postings">At most <see cref="JournalTail.PageSize"/>, in the order they were booked.</param>
public sealed record JournalPage(IReadOnlyDictionary<string, AccountTotal> Opening, IReadOnlyList<JournalPosting> Postings);

/// <summary>Asks for postings from a position, upwards.</summary>
public sealed record JournalRead(long From, int Limit);

/// <summary>Postings in the order they were booked; fewer than asked for only at the end.</summary>
public sealed record JournalSlice(IReadOnlyList<JournalPosting> Postings);

/// <summary>Asks for what was booked before an instant.</summary>
public sealed record JournalBefore(DateTimeOffset At);

/// <summary>What was booked before an instant.</summary>
/// <param name="Count">Number of postings.</param>
/// <param name="Totals">Their totals.</param>
public sealed record JournalUntil(long Count, IReadOnlyDictionary<string, AccountTotal> Totals);

/// <summary>Asks for the postings of a subject.</summary>
public sealed record JournalOf(string Subject);

/// <summary>The postings of a subject in the order they were booked, with their positions.</summary>
public sealed record SubjectSlice(IReadOnlyList<long> Positions, IReadOnlyList<JournalPosting> Postings);

/// <summary>Asks for a page as a check needs it.</summary>
public sealed record JournalSurvey(long Page);

/// <summary>A page as a check needs it.</summary>
/// <param name="Page">The page; null when the journal ends before it.</param>
/// <param name="Subjects">Subjects whose first posting stands in it.</param>
/// <param name="Head">The head of the shard, read in the same turn.</param>
public sealed record JournalSurveyed(JournalPage? Page, IReadOnlyList<string> Subjects, JournalHead Head);

/// <summary>Asks for problems from a position, upwards.</summary>
public sealed record ProblemRead(long From);

/// <summary>Some problems in the order they came; none at the end.</summary>
public sealed record ProblemSlice(IReadOnlyList<JournalProblem> Problems);

/// <summary>From entries to postings.</summary>
internal static class JournalEntry
{
    public static JournalPosting Of(BookEntry entry, Posting posting, DateTimeOffset bookedAt) =>
        new(entry.Subject, entry.Sequence, posting.Cause, posting.At, bookedAt, posting.Account, posting.MinorUnits, posting.Currency);
}

/// <summary>Asks which subjects have nothing in the journal.</summary>
public sealed record JournalKnown(IReadOnlyList<string> Subjects);

/// <summary>Subjects without a posting in the journal.</summary>
public sealed record JournalUnbooked(IReadOnlyList<string> Subjects);
