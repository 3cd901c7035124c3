namespace Fleet.FineCollection.Book;

/// <summary>A text as a cell of CSV (RFC 4180): quoted where needed, and never what a spreadsheet takes for a formula.</summary>
internal static class CsvCell
{
    public static string Of(string text)
    {
        if (text.Length == 0) return text;
        var safe = text[0] is '=' or '+' or '-' or '@' or '\t' or '\r' or '\n' ? "'" + text : text;
        return safe.AsSpan().IndexOfAny("\",\r\n") < 0 ? safe : "\"" + safe.Replace("\"", "\"\"", StringComparison.Ordinal) + "\"";
    }
}
