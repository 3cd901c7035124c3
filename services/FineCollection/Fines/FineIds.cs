using System.Text.RegularExpressions;

namespace Fleet.FineCollection.Fines;

/// <summary>What can be the id of a fine. Anything else would wake an actor for nothing.</summary>
public static partial class FineIds
{
    /// <summary>Whether a fine could have this id.</summary>
    public static bool IsId(string text) => Form().IsMatch(text);

    [GeneratedRegex(@"^fin_[A-Za-z0-9_\-]{1,64}\z", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 100)]
    private static partial Regex Form();
}
