using System.Globalization;
using Fleet.ServiceDefaults;

namespace Fleet.FineCollection.Statements.Reading;

/// <summary>What a CSV file does not say itself.</summary>
/// <param name="Account">The account, where the file has no such column.</param>
/// <param name="Currency">The currency, where the file has no such column.</param>
public sealed record CsvFacts(string? Account, string? Currency);

/// <summary>Reads a bank statement in CSV with a header row. Columns come in any order; others than the known ones are passed over.</summary>
public static class CsvStatement
{
    private const int MostLines = 100_000;
    private const int MostText = 500;
    private static readonly string[] Dates = ["yyyy-MM-dd", "yyyyMMdd", "dd.MM.yyyy", "dd-MM-yyyy"];
    private static readonly string[] Known = ["date", "valuedate", "amount", "amountminorunits", "currency", "text", "reference", "account", "return"];

    /// <exception cref="RequestRefusedException">The file as a whole cannot be read.</exception>
    public static StatementFile Read(string text, CsvFacts facts)
    {
        var records = new CsvRecords(text, Separator(text)).Read().GetEnumerator();
        if (!records.MoveNext()) throw Refused("empty_file", "The file has no header row.", null);
        var rows = new Rows(Header(records.Current), records.Current.Fields.Count, facts);
        while (records.MoveNext())
        {
            if (rows.Count == MostLines) throw Refused("too_many_lines", FormattableString.Invariant($"A file may have {MostLines} lines at most; send several."), null);
            rows.Add(records.Current);
        }

        return rows.File();
    }

    private static char Separator(string text)
    {
        var header = text.AsSpan()[..Math.Max(0, text.AsSpan().IndexOfAny('\r', '\n') is >= 0 and var end ? end : text.Length)];
        return header.Contains(';') ? ';' : header.Contains('\t') ? '\t' : ',';
    }

    private static Dictionary<string, int> Header(CsvRecord record)
    {
        if (record.Mistake is { } mistake) throw Refused(mistake.Code, FormattableString.Invariant($"Line {mistake.Line}, column {mistake.Column}: {mistake.Detail}"), null);
        var columns = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var (index, field) in record.Fields.Index())
        {
            var name = field.Text.Trim().ToLowerInvariant().Replace("_", "", StringComparison.Ordinal).Replace(" ", "", StringComparison.Ordinal);
            if (name == "bookingdate") name = "date";
            if (Known.Contains(name) && !columns.TryAdd(name, index)) throw Refused("twice", $"The column {field.Text.Trim()} is there twice.", field.Text.Trim());
        }

        if (!columns.ContainsKey("date")) throw Refused("required", "The header has no column date.", "date");
        return columns.ContainsKey("amount") == columns.ContainsKey("amountminorunits")
            ? throw Refused("required", "The header has one of the columns amount and amountMinorUnits.", "amount")
            : columns;
    }

    private static RequestRefusedException Refused(string code, string detail, string? param) => new(StatusCodes.Status400BadRequest, code, detail, param);

    private sealed class Rows(Dictionary<string, int> columns, int width, CsvFacts facts)
    {
        private readonly LineIdentity identity = new();
        private readonly List<StatementLine> lines = [];
        private readonly List<LineMistake> mistakes = [];

        public int Count => lines.Count + mistakes.Count;

        public StatementFile File() => new(
            [.. lines.GroupBy(line => line.Account).Select(account => new Statement(account.Key, null, null, null, null, account.Count()))], lines, mistakes);

        public void Add(CsvRecord record)
        {
            var mistake = record.Mistake ?? Width(record);
            if (mistake is null && Line(record, out mistake) is { } line) lines.Add(line);
            if (mistake is not null) mistakes.Add(mistake);
        }

        // An amount with a comma that nobody quoted would else lose its cents.
        private LineMistake? Width(CsvRecord record) => record.Fields.Count == width ? null : new LineMistake(
            record.Line, record.Fields[^1].Column, "wrong_columns", FormattableString.Invariant($"The line has {record.Fields.Count} fields, the header {width}; a field with the separator in it is quoted."));

        private StatementLine? Line(CsvRecord record, out LineMistake? mistake)
        {
            var row = new Row(record, columns);
            var currency = row.Text("currency")?.ToUpperInvariant() ?? facts.Currency?.ToUpperInvariant();
            if (!MinorUnits.IsCurrency(currency)) row.Wrong("currency", "bad_currency", "The currency is an ISO 4217 code such as EUR, in a column or as ?currency=EUR.");
            var bookedOn = row.Date("date");
            var valueDate = row.Text("valuedate") is null ? bookedOn : row.Date("valuedate");
            var amount = row.Mistake is null ? row.Amount(currency!) : null;
            if (amount == 0) row.Wrong(columns.ContainsKey("amount") ? "amount" : "amountminorunits", "zero_amount", "The amount of a line is not 0.");
            mistake = row.Mistake;
            if (mistake is not null) return null;
            var (account, reference, text) = (LineIdentity.Account(row.Text("account") ?? facts.Account), row.Text("reference"), Short(row.Text("text") ?? ""));
            var id = reference is null
                ? identity.Next(account, null, text, amount!.Value, currency!, bookedOn!.Value)
                : LineIdentity.OfReference(account, reference, amount!.Value, currency!, bookedOn!.Value);
            return new StatementLine(id, record.Line, account, bookedOn.Value, valueDate!.Value, amount.Value, currency!, text, reference is null ? [] : [reference],
                IsReturn: row.Text("return")?.ToLowerInvariant() is "true" or "yes" or "1");
        }

        private static string Short(string text) => text.Length > MostText ? text[..MostText] : text;
    }

    private sealed class Row(CsvRecord record, Dictionary<string, int> columns)
    {
        public LineMistake? Mistake { get; private set; }

        public string? Text(string column) => Field(column)?.Text.Trim() is { Length: > 0 } text ? text : null;

        public void Wrong(string column, string code, string expected) =>
            Mistake ??= new LineMistake(record.Line, Field(column)?.Column ?? 1, code, expected, column);

        public DateOnly? Date(string column)
        {
            if (DateOnly.TryParseExact(Text(column), Dates, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)) return day;
            Wrong(column, Text(column) is null ? "required" : "bad_date", $"A {column} is a day such as 2026-03-14, 20260314, 14.03.2026 or 14-03-2026.");
            return null;
        }

        public long? Amount(string currency)
        {
            var column = columns.ContainsKey("amount") ? "amount" : "amountminorunits";
            if (Text(column) is not { } text)
            {
                Wrong(column, "required", "The amount is missing.");
                return null;
            }

            if (column == "amount")
            {
                if (MinorUnits.OfText(text, currency, out var why) is { } amount) return amount;
                Wrong(column, "bad_amount", why);
                return null;
            }

            if (long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var units) && Math.Abs((decimal)units) <= 1_000_000_000_000_000m) return units;
            Wrong(column, "bad_amount", "amountMinorUnits is a whole number.");
            return null;
        }

        private CsvField? Field(string column) => columns.TryGetValue(column, out var index) && index < record.Fields.Count ? record.Fields[index] : null;
    }
}
