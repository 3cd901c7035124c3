using Fleet.Notification.Templates.Formats;
using Fleet.Notification.Templates.Model;
using Fleet.Notification.Templates.Reading;

namespace Fleet.Notification.Templates.Rendering;

/// <summary>All that is needed to write in a language.</summary>
public sealed class LocaleKit(string locale, LocaleFormats formats, Partials partials)
{
    private readonly TemplateEngine plain = TemplateEngine.Plain(partials);
    private readonly TemplateEngine html = TemplateEngine.Html(partials);

    /// <summary>The language, a BCP 47 tag.</summary>
    public string Locale => locale;

    /// <summary>How it writes values.</summary>
    public LocaleFormats Formats => formats;

    /// <summary>What its templates share.</summary>
    public Partials Partials => partials;

    internal CompiledTemplate Compile(TemplateParts parts) => new(parts, plain, html);

    /// <summary>The values of what is to be said.</summary>
    /// <exception cref="UnwritableException">The event lacks what every event of its type has.</exception>
    public Dictionary<string, object?> Model(ThingToSay thing, NoticeOptions options) => thing switch
    {
        { Fine: { } fine } => FineModel.Of(fine, locale, formats, options),
        { Vehicle: { } vehicle } => VehicleModel.Of(vehicle, locale, formats, thing.TimeZone),
        { Digest: { } digest } => VehicleModel.Of(digest, locale, formats, thing.TimeZone),
        _ => throw new UnwritableException($"There is nothing to say by template '{thing.Template}'."),
    };
}
