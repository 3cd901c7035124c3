using System.Text.RegularExpressions;

namespace Fleet.FineCollection.Book;

/// <summary>Ids of fines.</summary>
internal static partial class FineReference
{
    /// <summary>Whether <paramref name="text"/> can be the id of a fine.</summary>
    public static bool IsId(string text) => Id().IsMatch(text);

    [GeneratedRegex(@"^fin_[0-9a-hjkmnp-tv-z]{26}\z", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 100)]
    private static partial Regex Id();
}
