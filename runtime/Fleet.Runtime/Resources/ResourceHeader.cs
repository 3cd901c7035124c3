namespace Fleet.Runtime.Resources;

/// <summary>What every resource begins with.</summary>
internal static class ResourceHeader
{
    /// <summary>Checks <c>apiVersion</c>, <c>kind</c> and <c>metadata</c>; gives <c>metadata.name</c>. daprd passes over another version.</summary>
    public static string Name(FieldReader root, params IReadOnlyList<string> apiVersions)
    {
        if (WrongVersion(root, apiVersions) is { } wrong)
            root.ReportAndPassOver("apiVersion", wrong);
        return CheckedName(root);
    }

    /// <summary>The same for what daprd reads whatever its version is.</summary>
    public static string NameOfAnyVersion(FieldReader root, params IReadOnlyList<string> apiVersions)
    {
        CheckVersion(root, apiVersions);
        return CheckedName(root);
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

    private static string CheckedName(FieldReader root)
    {
        if (root.Object("metadata") is not { } metadata)
        {
            root.Report("metadata", "is missing, expected a mapping with name");
            return "";
        }

        var name = metadata.RequiredText("name");
        if (name is "." or ".." || name.Contains('/', StringComparison.Ordinal) || name.Contains('%', StringComparison.Ordinal))
            metadata.ReportAndPassOver("name", $"is '{name}', expected a name without / and %, and not . or ..");
        return name;
    }

    private static void CheckVersion(FieldReader root, IReadOnlyList<string> apiVersions)
    {
        if (WrongVersion(root, apiVersions) is { } wrong)
            root.Report("apiVersion", wrong);
    }

    private static string? WrongVersion(FieldReader root, IReadOnlyList<string> apiVersions)
    {
        root.Skip("kind");
        var apiVersion = root.Text("apiVersion");
        return apiVersion is null || !apiVersions.Contains(apiVersion, StringComparer.Ordinal)
            ? $"is {(apiVersion is null ? "missing" : $"'{apiVersion}'")}, expected {string.Join(" or ", apiVersions)}"
            : null;
    }
}
