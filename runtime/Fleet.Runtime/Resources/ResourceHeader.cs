namespace Fleet.Runtime.Resources;

/// <summary>What every resource begins with.</summary>
internal static class ResourceHeader
{
    /// <summary>Checks <c>apiVersion</c>, <c>kind</c> and <c>metadata</c>; gives <c>metadata.name</c>.</summary>
    public static string Name(FieldReader root, params IReadOnlyList<string> apiVersions)
    {
        root.Skip("kind");
        var apiVersion = root.Text("apiVersion");
        if (apiVersion is null || !apiVersions.Contains(apiVersion, StringComparer.Ordinal))
            root.Report("apiVersion", $"is {(apiVersion is null ? "missing" : $"'{apiVersion}'")}, expected {string.Join(" or ", apiVersions)}");
        if (root.Object("metadata") is { } metadata)
            return metadata.RequiredText("name");
        root.Report("metadata", "is missing, expected a mapping with name");
        return "";
    }
}
