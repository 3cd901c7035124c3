using System.Text;

namespace Fleet.FineCollection.Statements.Reading;

/// <summary>A field and the column that it begins in.</summary>
internal sealed record CsvField(string Text, int Column);

/// <summary>A record of CSV; with a mistake and no fields when it cannot be read.</summary>
internal sealed record CsvRecord(int Line, IReadOnlyList<CsvField> Fields, LineMistake? Mistake = null);

/// <summary>
/// Reads CSV (RFC 4180) record by record. After a record that cannot be read it goes on with the next line, so that one quote too many does not cost
/// the lines that follow.
/// </summary>
internal sealed class CsvRecords(string text, char separator)
{
    private const int MostChars = 65_536;
    private int at;
    private int line = 1;
    private int lineStart;

    public IEnumerable<CsvRecord> Read()
    {
        while (at < text.Length)
        {
            var (start, startLine) = (at, line);
            lineStart = at;
            var record = Record(startLine);
            if (record.Mistake is not null) GoOnAfter(start, startLine);
            if (record.Mistake is not null || record.Fields.Any(field => field.Text.Trim().Length > 0)) yield return record;
        }
    }

    private CsvRecord Record(int startLine)
    {
        var (start, fields) = (at, new List<CsvField>());
        while (true)
        {
            var (column, fieldLine) = (at - lineStart + 1, line);
            var isQuoted = at < text.Length && text[at] == '"';
            var value = isQuoted ? Quoted() : Plain();
            if (value is null) return Wrong(startLine, fieldLine, column, "unclosed_quote", "A quoted field ends with a quote; a quote inside it is doubled.");
            if (at - start > MostChars) return Wrong(startLine, fieldLine, column, "line_too_long", FormattableString.Invariant($"A line has {MostChars} characters at most."));
            fields.Add(new CsvField(value, column));
            if (at >= text.Length || IsBreak(text[at])) break;
            if (text[at] != separator) return Wrong(startLine, fieldLine, column, "text_after_quote", $"After a quoted field comes '{separator}' or the end of the line.");
            at++;
        }

        SkipBreak();
        return new CsvRecord(startLine, fields);
    }

    private string Plain()
    {
        var start = at;
        while (at < text.Length && text[at] != separator && !IsBreak(text[at])) at++;
        return text[start..at];
    }

    private string? Quoted()
    {
        var value = new StringBuilder();
        for (at++; at < text.Length; at++)
        {
            if (text[at] == '"')
            {
                if (at + 1 < text.Length && text[at + 1] == '"') at++;
                else
                {
                    at++;
                    return value.ToString();
                }
            }

            value.Append(text[at]);
            if (text[at] == '\n' || (text[at] == '\r' && (at + 1 == text.Length || text[at + 1] != '\n')))
            {
                line++;
                lineStart = at + 1;
            }

            if (value.Length > MostChars) return null;
        }

        return null;
    }

    private static CsvRecord Wrong(int startLine, int line, int column, string code, string detail) => new(startLine, [], new LineMistake(line, column, code, detail));

    private void GoOnAfter(int start, int startLine)
    {
        (at, line) = (start, startLine);
        while (at < text.Length && !IsBreak(text[at])) at++;
        SkipBreak();
    }

    private void SkipBreak()
    {
        if (at >= text.Length) return;
        at += text[at] == '\r' && at + 1 < text.Length && text[at + 1] == '\n' ? 2 : 1;
        line++;
    }

    private static bool IsBreak(char c) => c is '\r' or '\n';
}
