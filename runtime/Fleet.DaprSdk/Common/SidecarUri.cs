#nullable enable
using System.Text;

namespace Dapr;

/// <summary>Builds request URIs whose path segments reach the sidecar exactly as given.</summary>
internal static class SidecarUri
{
    private static readonly UriCreationOptions Verbatim = new() { DangerousDisablePathAndQueryCanonicalization = true };

    public static Uri Create(Uri endpoint, string pathAndQuery) =>
        new($"{endpoint.Scheme}://{endpoint.Authority}{pathAndQuery}", in Verbatim);

    public static string Escape(string segment) => Uri.EscapeDataString(segment);

    /// <summary>Appends <c>metadata.NAME=VALUE</c> pairs and the given pairs; a null value is left out.</summary>
    public static string WithQuery(
        string path,
        IEnumerable<KeyValuePair<string, string>>? metadata,
        params ReadOnlySpan<(string Name, string? Value)> others)
    {
        var query = new StringBuilder(path);
        foreach (var (name, value) in others)
        {
            Append(query, path.Length, string.Empty, name, value);
        }

        foreach (var (name, value) in metadata ?? [])
        {
            Append(query, path.Length, "metadata.", name, value);
        }

        return query.ToString();
    }

    private static void Append(StringBuilder query, int pathLength, string prefix, string name, string? value)
    {
        if (value is null)
        {
            return;
        }

        query.Append(query.Length == pathLength ? '?' : '&')
            .Append(prefix).Append(Escape(name)).Append('=').Append(Escape(value));
    }
}
