using System.Text;

namespace Fleet.VehicleTracking.Exports;

/// <summary>
/// Records of CSV as RFC 4180 has them: commas, CRLF, quotes where needed. A text that a spreadsheet would take for a
/// formula gets an apostrophe in front.
/// </summary>
internal sealed class CsvText(StringBuilder text)
{
    private bool isFirst = true;

    /// <summary>A text; null is an empty field.</summary>
    public CsvText Text(string? value)
    {
        Separate();
        if (string.IsNullOrEmpty(value)) return this;
        var safe = value[0] is '=' or '+' or '-' or '@' or '\t' or '\r' ? "'" + value : value;
        if (safe.AsSpan().IndexOfAny("\",\r\n") < 0) text.Append(safe);
        else text.Append('"').Append(safe.Replace("\"", "\"\"", StringComparison.Ordinal)).Append('"');
        return this;
    }

    public CsvText Instant(DateTimeOffset? instant)
    {
        Separate();
        if (instant is { } known) text.Append(ExportText.Instant(known));
        return this;
    }

    public CsvText Degrees(double? degrees)
    {
        Separate();
        if (degrees is { } known) text.Append(ExportText.Degrees(known));
        return this;
    }

    public CsvText Number(double? value)
    {
        Separate();
        if (value is { } known) text.Append(ExportText.Number(known));
        return this;
    }

    public CsvText Truth(bool? value)
    {
        Separate();
        if (value is { } known) text.Append(known ? "true" : "false");
        return this;
    }

    public void End()
    {
        text.Append("\r\n");
        isFirst = true;
    }

    private void Separate()
    {
        if (!isFirst) text.Append(',');
        isFirst = false;
    }
}
