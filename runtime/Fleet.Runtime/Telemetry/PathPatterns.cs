namespace Fleet.Runtime.Telemetry;

/// <summary>The paths of <c>pathMatching</c>: a pattern has literal segments and <c>{names}</c>; one that ends with a slash takes all below it.</summary>
internal sealed class PathPatterns
{
    private readonly (string Text, string[] Segments)[] patterns;

    public PathPatterns(IReadOnlyList<string> paths) =>
        patterns = [.. paths.Distinct(StringComparer.Ordinal).Select(path => (path, path.Split('/')))];

    /// <summary>Whether there are any.</summary>
    public bool Any => patterns.Length > 0;

    /// <summary>The pattern that says most of a path; null: none takes it.</summary>
    public string? Match(string path)
    {
        var segments = path.Split('/');
        (string Text, string[] Segments)? best = null;
        foreach (var pattern in patterns)
        {
            if (Takes(pattern.Segments, segments) && (best is null || IsNearer(pattern.Segments, best.Value.Segments)))
                best = pattern;
        }

        return best?.Text;
    }

    private static bool Takes(string[] pattern, string[] path)
    {
        for (var i = 0; i < pattern.Length; i++)
        {
            if (i == pattern.Length - 1 && pattern[i].Length == 0)
                return path.Length >= pattern.Length;
            if (i >= path.Length || (IsName(pattern[i]) ? path[i].Length == 0 : pattern[i] != path[i]))
                return false;
            if (pattern[i].EndsWith("...}", StringComparison.Ordinal))
                return true;
        }

        return pattern.Length == path.Length;
    }

    private static bool IsNearer(string[] pattern, string[] other)
    {
        for (var i = 0; i < Math.Min(pattern.Length, other.Length); i++)
        {
            if (IsLoose(pattern[i]) != IsLoose(other[i]))
                return IsLoose(other[i]);
        }

        return pattern.Length > other.Length;
    }

    private static bool IsName(string segment) => segment.StartsWith('{') && segment.EndsWith('}');

    private static bool IsLoose(string segment) => segment.Length == 0 || IsName(segment);
}
