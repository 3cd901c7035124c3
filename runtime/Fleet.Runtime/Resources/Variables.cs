using System.Text.RegularExpressions;

namespace Fleet.Runtime.Resources;

/// <summary>Variables of the environment in the text of a Configuration file, as daprd fills them in.</summary>
internal static partial class Variables
{
    /// <summary>Fills in <c>$NAME</c> and <c>${NAME}</c>; one that is not set becomes nothing.</summary>
    public static string Fill(string text, IReadOnlyDictionary<string, string> environment) =>
        Reference().Replace(text, match => environment.GetValueOrDefault(match.Groups["name"].Value, ""));

    [GeneratedRegex(@"\$(?:\{(?<name>[^}]*)\}|(?<name>[A-Za-z_][A-Za-z0-9_]*))", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Reference();
}
