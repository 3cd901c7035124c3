using Fleet.FineCollection.Statements.Reading;

namespace Fleet.FineCollection.Statements.Imports;

/// <summary>States of an import.</summary>
public static class ImportStates
{
    /// <summary>The lines of the file are being saved; sent again, it goes on.</summary>
    public const string Receiving = "receiving";

    /// <summary>All lines are saved and are being booked.</summary>
    public const string Running = "running";

    /// <summary>Every line is booked, listed or ignored.</summary>
    public const string Done = "done";
}

/// <summary>The import of a file.</summary>
/// <param name="Id">Follows from the file: the same file is the same import.</param>
/// <param name="State">One of <see cref="ImportStates"/>.</param>
/// <param name="Format"><c>csv</c> or <c>camt053</c>.</param>
/// <param name="CreatedAt">When the file came, UTC.</param>
/// <param name="EndedAt">When the last line was booked, UTC; null before.</param>
/// <param name="Statements">The statements in it.</param>
/// <param name="Lines">Number of lines that could be read.</param>
/// <param name="Processed">Number of lines that are booked, listed or ignored.</param>
/// <param name="Counts">Number of lines by outcome; <c>known</c> are those that came in an earlier file.</param>
/// <param name="MistakeCount">Number of lines that could not be read.</param>
/// <param name="Mistakes">The first 1,000 of them.</param>
public sealed record ImportHead(
    string Id,
    string State,
    string Format,
    DateTimeOffset CreatedAt,
    DateTimeOffset? EndedAt,
    IReadOnlyList<Statement> Statements,
    int Lines,
    int Processed,
    IReadOnlyDictionary<string, int> Counts,
    int MistakeCount,
    IReadOnlyList<LineMistake> Mistakes)
{
    /// <summary>Number of lines in a stored part.</summary>
    public const int PartSize = 100;

    /// <summary>Number of stored parts.</summary>
    public static int PartsOf(int lines) => (lines + PartSize - 1) / PartSize;
}

/// <summary>A line of an import and what became of it.</summary>
/// <param name="Line">The line.</param>
/// <param name="Outcome">Its state when it was imported; null before.</param>
/// <param name="FineId">The fine that it pays, or whose payment it takes back.</param>
/// <param name="Reason">Why it is unmatched or ignored.</param>
/// <param name="KnownFrom">The import that it first came in, when that is another one.</param>
public sealed record ImportedLine(StatementLine Line, string? Outcome = null, string? FineId = null, string? Reason = null, string? KnownFrom = null);

/// <summary>Begins an import.</summary>
public sealed record BeginImport(ImportHead Head);

/// <summary>Some lines of the file.</summary>
public sealed record ImportPart(int Number, IReadOnlyList<StatementLine> Lines);

/// <summary>Asks for lines from an index on.</summary>
public sealed record ImportRead(int From, int Limit);

/// <summary>An import and some of its lines.</summary>
/// <param name="Head">Null when there is none of this id.</param>
/// <param name="Lines">The lines that were asked for.</param>
public sealed record ImportFound(ImportHead? Head, IReadOnlyList<ImportedLine> Lines);
