using System.Globalization;
using Fleet.Contracts;

namespace Fleet.FineCollection.Statements.Reading;

/// <summary>
/// Gives lines their identity: account, amount, currency and day of booking, with the bank's reference where there is one and the text where there is
/// none; of lines that are equal in all of that, also which of them it is within its statement.
/// </summary>
internal sealed class LineIdentity
{
    private readonly Dictionary<string, int> seen = new(StringComparer.Ordinal);

    /// <summary>An account as it is compared: without spaces, in capitals.</summary>
    public static string Account(string? text) => string.Concat((text ?? "").Where(c => !char.IsWhiteSpace(c))).ToUpperInvariant();

    /// <summary>The identity of a line of the bank's own reference, however often it comes.</summary>
    public static string OfReference(string account, string reference, long minorUnits, string currency, DateOnly bookedOn) =>
        DerivedId.Of("bln", account, "ref", reference, Number(minorUnits), currency, Day(bookedOn), "0");

    /// <summary>The identity of the next line that is equal in all of this.</summary>
    public string Next(string account, string? reference, string text, long minorUnits, string currency, DateOnly bookedOn)
    {
        var basis = reference is null ? ("text", text) : ("ref", reference);
        var key = string.Join('\u001f', account, basis.Item1, basis.Item2, Number(minorUnits), currency, Day(bookedOn));
        var ordinal = seen[key] = seen.GetValueOrDefault(key, -1) + 1;
        return DerivedId.Of("bln", account, basis.Item1, basis.Item2, Number(minorUnits), currency, Day(bookedOn), Number(ordinal));
    }

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
