using System.Text.RegularExpressions;

namespace Fleet.ServiceDefaults.DeadLetters;

/// <summary>Makes a stable code out of a reason, so that letters with the same trouble stand together. Nothing of an event gets into it.</summary>
public static partial class LetterCause
{
    /// <summary>All retries failed; nobody said why.</summary>
    public const string RetriesEnded = "retries_ended";

    private const string Unnamed = "unnamed";
    private const int Most = 80;

    /// <summary>
    /// The words of the reason in snake_case, at most 80 characters, without what differs from event to event: quoted parts, and everything with a digit,
    /// an at sign or a slash in it.
    /// </summary>
    public static string Of(string? reason)
    {
        if (reason is null) return RetriesEnded;
        var general = Particular().Replace(Quoted().Replace(reason, " "), " ");
        var words = Word().Matches(general).Select(word => word.Value.Replace("'", "", StringComparison.Ordinal).ToLowerInvariant());
        var code = string.Join('_', words);
        return code.Length == 0 ? Unnamed : code.Length <= Most ? code : code[..Most].TrimEnd('_');
    }

    // An apostrophe within a word opens no quotation.
    [GeneratedRegex("""(?<![\p{L}\p{N}])'[^']*'|"[^"]*"|<[^>]*>|“[^”]*”|‘[^’]*’""", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Quoted();

    [GeneratedRegex(@"[^\s,;()]*[\p{N}@/\\][^\s,;()]*", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Particular();

    [GeneratedRegex("[A-Za-z]+(?:'[A-Za-z]+)?", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Word();
}
