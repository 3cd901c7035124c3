using Fleet.Notification.Templates.Reading;

namespace Fleet.Notification.Templates.Versions;

/// <summary>A template in a language.</summary>
/// <param name="Name">Name of the template.</param>
/// <param name="Locale">BCP 47 tag.</param>
public readonly record struct TemplateKey(string Name, string Locale)
{
    /// <inheritdoc/>
    public override string ToString() => Name + "/" + Locale;
}

/// <summary>A version of a template. It never changes.</summary>
/// <param name="Key">Which template.</param>
/// <param name="Number">Below <see cref="FirstOwn"/>: the service came with it; else it was made at run time.</param>
/// <param name="Parts">Its texts.</param>
public sealed record TemplateVersion(TemplateKey Key, int Number, TemplateParts Parts)
{
    /// <summary>Number of the first version that is made at run time, so that it never meets one that a later release brings.</summary>
    public const int FirstOwn = 1000;
}
