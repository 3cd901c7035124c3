namespace Fleet.FineCollection.Statements.Reading;

/// <summary>
/// Finds ids of fines in what payers write: <c>fin_</c> and 26 Crockford base-32 digits, in capitals or not, torn by spaces, dashes and line breaks, with
/// another prefix or none, with O for 0 and I or L for 1.
/// </summary>
public static class PaymentReference
{
    private const int Digits = 26;
    private const int MostCandidates = 32;
    private const string Prefix = "f1n";
    private const string Alphabet = "0123456789abcdefghjkmnpqrstvwxyz";

    /// <summary>Ids that may be meant, likeliest first: those with the prefix, then those without. Each still has to be the id of a fine.</summary>
    public static (IReadOnlyList<string> Prefixed, IReadOnlyList<string> Others) Candidates(params IEnumerable<string> texts)
    {
        var found = texts.Select(Folded).ToList();
        List<string> prefixed = [.. found.SelectMany(folded => Prefixed(folded.Text)).Distinct(StringComparer.Ordinal).Take(MostCandidates)];
        return (prefixed, [.. found.SelectMany(folded => AtBorders(folded.Text, folded.Borders)).Except(prefixed, StringComparer.Ordinal).Take(MostCandidates)]);
    }

    private static IEnumerable<string> Prefixed(string text)
    {
        for (var at = text.IndexOf(Prefix, StringComparison.Ordinal); at >= 0; at = text.IndexOf(Prefix, at + 1, StringComparison.Ordinal))
        {
            if (Id(text, at + Prefix.Length) is { } id) yield return id;
        }
    }

    // Without the prefix it begins or ends where a word does.
    private static IEnumerable<string> AtBorders(string text, IReadOnlySet<int> borders)
    {
        for (var at = 0; at + Digits <= text.Length; at++)
        {
            if ((borders.Contains(at) || borders.Contains(at + Digits)) && Id(text, at) is { } id) yield return id;
        }
    }

    // An id has 128 bits in 26 digits of five: the first digit is 7 at most.
    private static string? Id(string text, int at)
    {
        if (at + Digits > text.Length) return null;
        var digits = text.AsSpan(at, Digits);
        return digits[0] is >= '0' and <= '7' && digits.IndexOfAnyExcept(Alphabet) < 0 ? string.Concat("fin_", digits) : null;
    }

    private static (string Text, IReadOnlySet<int> Borders) Folded(string text)
    {
        var folded = new System.Text.StringBuilder(text.Length);
        var borders = new HashSet<int> { 0 };
        foreach (var c in text)
        {
            if (!char.IsLetterOrDigit(c)) borders.Add(folded.Length);
            else folded.Append(char.ToLowerInvariant(c) switch { 'o' => '0', 'i' or 'l' => '1', var other => other });
        }

        borders.Add(folded.Length);
        return (folded.ToString(), borders);
    }
}
