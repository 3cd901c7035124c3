using Fleet.Notification.Templates.Model;
using Fleet.Notification.Templates.Reading;
using HandlebarsDotNet;

namespace Fleet.Notification.Templates.Rendering;

/// <summary>What a version says.</summary>
public sealed record Rendered(string Subject, string Text, string Html, string Short);

/// <summary>A version, ready to write by. Each part is compiled when it is first needed.</summary>
internal sealed class CompiledTemplate(TemplateParts parts, TemplateEngine plain, TemplateEngine html)
{
    private readonly Lazy<Func<IReadOnlyDictionary<string, object?>, string>> subject = new(() => plain.Compile(parts.Subject));
    private readonly Lazy<Func<IReadOnlyDictionary<string, object?>, string>> text = new(() => plain.Compile(parts.Text));
    private readonly Lazy<Func<IReadOnlyDictionary<string, object?>, string>> brief = new(() => plain.Compile(parts.Short ?? parts.Text));
    private readonly Lazy<Func<IReadOnlyDictionary<string, object?>, string>> page = new(() => html.Compile(parts.Html));

    /// <summary>The subject line; the model has it as <c>subject</c> from then on.</summary>
    public string Subject(Dictionary<string, object?> model)
    {
        var line = CleanText.Of(subject.Value(model)).Trim();
        model[PartNames.Subject] = line;
        return line;
    }

    public string Text(Dictionary<string, object?> model) => text.Value(model).Trim() + "\n";

    public string Short(Dictionary<string, object?> model) => brief.Value(model).Trim();

    public string Html(Dictionary<string, object?> model) => page.Value(model);

    /// <summary>Everything, the subject first.</summary>
    /// <exception cref="HandlebarsException">A part is no template.</exception>
    public Rendered All(Dictionary<string, object?> model) => new(Subject(model), Text(model), Html(model), Short(model));
}
