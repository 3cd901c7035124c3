using System.Globalization;
using System.Text;
using Fleet.Notification.Templates.Reading;
using HandlebarsDotNet;

namespace Fleet.Notification.Templates.Rendering;

/// <summary>Compiles the templates of a locale, for one medium. Templates that were compiled can be used by many at once.</summary>
internal sealed class TemplateEngine
{
    private readonly Lock compiling = new();
    private readonly Lazy<IHandlebars> handlebars;
    private readonly bool isHtml;

    private TemplateEngine(IReadOnlyDictionary<string, string> partials, bool isHtml)
    {
        this.isHtml = isHtml;
        handlebars = new Lazy<IHandlebars>(() => Create(partials));
    }

    /// <summary>For plain text.</summary>
    public static TemplateEngine Plain(Partials partials) => new(partials.Text, isHtml: false);

    /// <summary>For HTML.</summary>
    public static TemplateEngine Html(Partials partials) => new(partials.Html, isHtml: true);

    /// <summary>A function from values to text.</summary>
    /// <exception cref="HandlebarsException">It is no template.</exception>
    public Func<IReadOnlyDictionary<string, object?>, string> Compile(string source)
    {
        HandlebarsTemplate<TextWriter, object, object> compiled;
        lock (compiling) compiled = handlebars.Value.Compile(new StringReader(Source(source)));
        return model =>
        {
            using var text = new StringWriter(new StringBuilder(source.Length * 2), CultureInfo.InvariantCulture);
            compiled(text, model, null!);
            return text.ToString();
        };
    }

    private IHandlebars Create(IReadOnlyDictionary<string, string> partials)
    {
        var engine = Handlebars.Create(new HandlebarsConfiguration
        {
            TextEncoder = isHtml ? new HtmlValues() : new PlainValues(),
            FormatProvider = CultureInfo.InvariantCulture,
            ThrowOnUnresolvedBindingExpression = true,
        });
        foreach (var (name, source) in partials) engine.RegisterTemplate(name, Source(source));
        return engine;
    }

    // A page in ASCII reads the same whatever a mail server makes of it.
    private string Source(string source)
    {
        if (!isHtml || Ascii.IsValid(source)) return source;
        var ascii = new StringBuilder(source.Length + 64);
        foreach (var rune in source.EnumerateRunes())
        {
            if (rune.IsAscii) ascii.Append((char)rune.Value);
            else ascii.Append(CultureInfo.InvariantCulture, $"&#x{rune.Value:X};");
        }

        return ascii.ToString();
    }
}
