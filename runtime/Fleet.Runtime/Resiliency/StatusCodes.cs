using System.Globalization;

namespace Fleet.Runtime.Resiliency;

/// <summary>A list of status codes and ranges, e.g. <c>429,500-599</c>.</summary>
internal sealed class StatusCodes
{
    private readonly (int From, int To)[] ranges;

    private StatusCodes((int, int)[] ranges) => this.ranges = ranges;

    /// <summary>Reads a list; null or empty is every code.</summary>
    public static StatusCodes Parse(string? text) => string.IsNullOrWhiteSpace(text)
        ? new StatusCodes([(0, int.MaxValue)])
        : new StatusCodes([.. text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(Range)]);

    public bool Contains(int code) => Array.Exists(ranges, range => code >= range.From && code <= range.To);

    private static (int, int) Range(string text)
    {
        var ends = text.Split('-', 2);
        return int.TryParse(ends[0], NumberStyles.None, CultureInfo.InvariantCulture, out var from)
            && int.TryParse(ends[^1], NumberStyles.None, CultureInfo.InvariantCulture, out var to) ? (from, to) : (-1, -1);
    }
}
