namespace Fleet.Notification.Templates.Versions;

/// <summary>Which languages serve for one that is wanted.</summary>
public static class LocaleChain
{
    private const string Last = "en";

    /// <summary>The language wanted, the same with less said of it, the default with less said of it, English: <c>nl-BE</c>, <c>nl</c>, <c>en</c>.</summary>
    public static IEnumerable<string> Of(string? wanted, string fallback) =>
        Shorter(wanted).Concat(Shorter(fallback)).Append(Last).Distinct(StringComparer.OrdinalIgnoreCase);

    private static IEnumerable<string> Shorter(string? tag)
    {
        for (var rest = tag?.Trim().Replace('_', '-'); !string.IsNullOrEmpty(rest);)
        {
            yield return rest;
            var dash = rest.LastIndexOf('-');
            rest = dash < 0 ? null : rest[..dash];
        }
    }
}
