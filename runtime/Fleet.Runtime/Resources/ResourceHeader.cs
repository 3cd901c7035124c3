namespace Fleet.Runtime.Resources;

/// <summary>What every resource begins with.</summary>
internal static class ResourceHeader
{
    /// <summary>Checks <c>apiVersion</c>, <c>kind</c> and <c>metadata</c>; gives <c>metadata.name</c>.</summary>
    public static string Name(FieldReader root, params IReadOnlyList<string> apiVersions)
    {
        CheckVersion(root, apiVersions);
        if (root.Object("metadata") is { } metadata)
            return metadata.RequiredText("name");
        root.Report("metadata", "is missing, expected a mapping with name");
        return "";
    }

    /// <summary>The same for what daprd takes without a name, too.</summary>
    public static string OptionalName(FieldReader root, params IReadOnlyList<string> apiVersions)
    {
        CheckVersion(root, apiVersions);
        if (root.Object("metadata")?.Text("name") is { Length: > 0 } name)
            return name;
        root.Report("metadata.name", "is missing, expected text");
        return "";
    }

    /// <summary><c>metadata.namespace</c>; null: any.</summary>
    public static string? Namespace(FieldReader root) => root.Object("metadata")?.Text("namespace") is { Length: > 0 } name ? name : null;

    private static void CheckVersion(FieldReader root, IReadOnlyList<string> apiVersions)
    {
        root.Skip("kind");
        var apiVersion = root.Text("apiVersion");
        if (apiVersion is null || !apiVersions.Contains(apiVersion, StringComparer.Ordinal))
            root.Report("apiVersion", $"is {(apiVersion is null ? "missing" : $"'{apiVersion}'")}, expected {string.Join(" or ", apiVersions)}");
    }
}
