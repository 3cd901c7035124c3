namespace Fleet.Runtime.Http;

/// <summary>
/// A path as routes see it: several slashes are one, <c>.</c> and <c>..</c> are resolved, a slash at the end goes. The path
/// of a service invocation is left as it is: what follows its <c>method</c> is that route's own business.
/// </summary>
internal static class RoutePath
{
    private const string Invocation = "/v1.0/invoke/";

    public static string Clean(string path) =>
        IsClean(path) || path.StartsWith(Invocation, StringComparison.Ordinal) ? path : "/" + string.Join('/', Resolve(path));

    private static bool IsClean(string path) =>
        !path.EndsWith('/') && !path.Contains("//", StringComparison.Ordinal) && !path.Contains("/.", StringComparison.Ordinal);

    private static List<string> Resolve(string path)
    {
        var parts = new List<string>();
        foreach (var part in path.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            if (part != ".." && part != ".")
                parts.Add(part);
            else if (part == ".." && parts.Count > 0)
                parts.RemoveAt(parts.Count - 1);
        }

        return parts;
    }
}
