using System.Globalization;
using System.Text.RegularExpressions;

namespace Fleet.VehicleTracking.Ingest.Osmand;

/// <summary>
/// Reads the time of a fix as trackers write it: seconds or milliseconds since 1970, or ISO 8601, whose date and time may be
/// parted by a space. A time without an offset is UTC.
/// </summary>
internal static partial class OsmandTime
{
    /// <summary>What is expected, for a person.</summary>
    public const string Expected = "a Unix time in seconds or milliseconds, or an ISO 8601 instant";

    // A number below is in seconds (until January 2038), as Traccar draws the line.
    private const long LeastMilliseconds = int.MaxValue;
    private const DateTimeStyles Utc = DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal;

    public static bool TryRead(ReadOnlySpan<char> text, out DateTimeOffset instant)
    {
        if (long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole)) return TryRead(whole, out instant);
        if (double.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)) return TryRead(number, out instant);
        return TryIso(text, out instant);
    }

    /// <summary>The same of a number.</summary>
    public static bool TryRead(double number, out DateTimeOffset instant)
    {
        instant = default;
        var milliseconds = number < LeastMilliseconds ? number * 1000 : number;
        // The range of instants that there are; what is far off is refused by name later.
        if (!(milliseconds >= DateTimeOffset.MinValue.ToUnixTimeMilliseconds() && milliseconds <= DateTimeOffset.MaxValue.ToUnixTimeMilliseconds())) return false;
        instant = DateTimeOffset.FromUnixTimeMilliseconds((long)Math.Round(milliseconds));
        return true;
    }

    private static bool TryIso(ReadOnlySpan<char> text, out DateTimeOffset instant)
    {
        instant = default;
        if (!Iso().IsMatch(text)) return false;
        Span<char> exact = stackalloc char[text.Length];
        text.CopyTo(exact);
        exact[10] = 'T';
        // An offset's plus sign that the tracker did not escape has arrived as a space.
        if (exact[11..].IndexOf(' ') is >= 0 and var plus) exact[11 + plus] = '+';
        if (!DateTimeOffset.TryParse(exact, CultureInfo.InvariantCulture, Utc, out var read)) return false;
        instant = DateTimeOffset.FromUnixTimeMilliseconds(read.ToUnixTimeMilliseconds());
        return true;
    }

    [GeneratedRegex(@"^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(:\d{2}([.,]\d{1,9})?)?([Zz]|[+\- ]\d{2}(:?\d{2})?)?\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 100)]
    private static partial Regex Iso();
}
