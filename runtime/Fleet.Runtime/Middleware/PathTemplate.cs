using System.Text;
using System.Text.RegularExpressions;
using Fleet.Runtime.Components;

namespace Fleet.Runtime.Middleware;

/// <summary>A path with names in it: <c>/cars/{id}</c> takes a segment, <c>/cars/{id:[0-9]+}</c> what matches.</summary>
internal sealed class PathTemplate
{
    private readonly Regex form;
    private readonly IReadOnlyList<string> names;

    private PathTemplate(Regex form, IReadOnlyList<string> names) => (this.form, this.names) = (form, names);

    /// <summary>Reads a template.</summary>
    /// <exception cref="ComponentException">A brace without its other half, or no regular expression.</exception>
    public static PathTemplate Parse(string text)
    {
        var (form, names, at) = (new StringBuilder("^"), new List<string>(), 0);
        while (text.IndexOf('{', at) is >= 0 and var open)
        {
            var close = Close(text, open);
            var inner = text[(open + 1)..close].Split(':', 2);
            form.Append(Regex.Escape(text[at..open])).Append("(?<n").Append(names.Count).Append('>').Append(inner.Length > 1 ? inner[1] : "[^/]+").Append(')');
            names.Add(inner[0]);
            at = close + 1;
        }

        form.Append(Regex.Escape(text[at..])).Append('$');
        try
        {
            return new PathTemplate(new Regex(form.ToString(), RegexOptions.NonBacktracking | RegexOptions.CultureInvariant), names);
        }
        catch (Exception broken) when (broken is ArgumentException or NotSupportedException)
        {
            throw new ComponentException($"the route '{text}' cannot be read: {broken.Message}", broken);
        }
    }

    /// <summary>What the names match; null: the path is another one.</summary>
    public IReadOnlyList<KeyValuePair<string, string>>? Match(string path)
    {
        var match = form.Match(path);
        return match.Success ? [.. names.Select((name, index) => KeyValuePair.Create(name, match.Groups["n" + index].Value))] : null;
    }

    private static int Close(string text, int open)
    {
        var depth = 0;
        for (var at = open; at < text.Length; at++)
        {
            depth += text[at] switch { '{' => 1, '}' => -1, _ => 0 };
            if (depth == 0)
                return at;
        }

        throw new ComponentException($"the route '{text}' has a brace without its other half");
    }
}
