namespace Fleet.Notification.Templates.Reading;

/// <summary>A file with all parts of a version: each begins with a line <c>--- NAME</c>.</summary>
/// <param name="Parts">The parts.</param>
/// <param name="FirstLines">Where each part begins: the number of the line before its first.</param>
public sealed record TemplateFile(TemplateParts Parts, IReadOnlyDictionary<string, int> FirstLines)
{
    private const string Mark = "--- ";
    private static readonly string[] Needed = [PartNames.Subject, PartNames.Text, PartNames.Html];
    private static readonly string[] Known = [.. Needed, PartNames.Short];

    /// <summary>Reads a file; without a part that is needed, or with one that nobody knows, it says so and there is no file.</summary>
    public static (TemplateFile? File, IReadOnlyList<TemplateMistake> Mistakes) Read(string name, string text)
    {
        var lines = text.ReplaceLineEndings("\n").Split('\n');
        var parts = new Dictionary<string, string>(StringComparer.Ordinal);
        var first = new Dictionary<string, int>(StringComparer.Ordinal);
        var mistakes = new List<TemplateMistake>();
        for (var line = 0; line < lines.Length;)
        {
            var part = lines[line].StartsWith(Mark, StringComparison.Ordinal) ? lines[line][Mark.Length..].Trim() : "";
            var end = Array.FindIndex(lines, line + 1, next => next.StartsWith(Mark, StringComparison.Ordinal));
            end = end < 0 ? lines.Length : end;
            if (!Known.Contains(part, StringComparer.Ordinal) || !parts.TryAdd(part, string.Join('\n', lines[(line + 1)..end]).TrimEnd('\n')))
                mistakes.Add(new TemplateMistake(part, line + 1, null, "unknown_part", $"A part begins with '--- ' and its name, once each: {string.Join(", ", Known)}.", name));
            first[part] = line + 1;
            line = end;
        }

        mistakes.AddRange(Needed.Where(part => !parts.ContainsKey(part))
            .Select(part => new TemplateMistake(part, 1, null, "missing_part", $"The part {part} is missing.", name)));
        if (mistakes.Count > 0) return (null, mistakes);
        return (new TemplateFile(new TemplateParts(parts[PartNames.Subject], parts[PartNames.Text], parts[PartNames.Html], parts.GetValueOrDefault(PartNames.Short)), first), []);
    }
}
