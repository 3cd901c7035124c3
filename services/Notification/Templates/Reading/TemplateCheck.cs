using Fleet.Notification.Templates.Model;

namespace Fleet.Notification.Templates.Reading;

/// <summary>Says what is wrong with a template before anything is written by it.</summary>
public static class TemplateCheck
{
    /// <summary>Most characters of each part.</summary>
    public static IReadOnlyDictionary<string, int> Most { get; } = new Dictionary<string, int>(StringComparer.Ordinal)
    {
        [PartNames.Subject] = 500,
        [PartNames.Short] = 1_000,
        [PartNames.Text] = 50_000,
        [PartNames.Html] = 200_000,
    };

    /// <summary>All mistakes, in the order of the parts and lines; none: it may be used.</summary>
    /// <param name="parts">The template.</param>
    /// <param name="fields">What it may show.</param>
    /// <param name="partials">Partials of the locale, by medium and name.</param>
    public static IReadOnlyList<TemplateMistake> Of(TemplateParts parts, FieldSet fields, Partials partials)
    {
        var mistakes = new List<TemplateMistake>();
        foreach (var (name, source) in parts.All())
        {
            if (Form(name, source) is { } wrong) mistakes.Add(wrong);
            else mistakes.AddRange(PartCheck.Of(name, source, fields, partials));
        }

        return mistakes;
    }

    private static TemplateMistake? Form(string part, string source)
    {
        if (string.IsNullOrWhiteSpace(source)) return new TemplateMistake(part, 1, null, "empty_part", $"The {part} is empty.");
        if (source.Length > Most[part])
            return new TemplateMistake(part, 1, null, "too_long", FormattableString.Invariant($"The {part} has {Most[part]} characters at most."));
        var control = source.IndexOfAny([.. Enumerable.Range(0, 32).Select(code => (char)code).Except("\n\r\t")]);
        if (control >= 0) return new TemplateMistake(part, LineOf(source, control), null, "control_character", "A template holds no control characters.");
        return part == PartNames.Subject && source.AsSpan().IndexOfAny('\n', '\r') >= 0
            ? new TemplateMistake(part, 2, null, "many_lines", "The subject is one line.")
            : null;
    }

    private static int LineOf(string source, int at) => 1 + source.AsSpan(0, at).Count('\n');
}
