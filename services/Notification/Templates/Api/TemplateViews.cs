using Fleet.Notification.Templates.Model;
using Fleet.Notification.Templates.Reading;
using Fleet.Notification.Templates.Versions;

namespace Fleet.Notification.Templates.Api;

/// <summary>A template in a list.</summary>
/// <param name="Template">Name.</param>
/// <param name="Locale">Language.</param>
/// <param name="Version">The version in use.</param>
internal sealed record TemplateLine(string Template, string Locale, int Version);

/// <summary>A template with its versions.</summary>
/// <param name="Template">Name.</param>
/// <param name="Locale">Language.</param>
/// <param name="Version">The version in use.</param>
/// <param name="Parts">Its texts.</param>
/// <param name="Versions">All versions, oldest first.</param>
/// <param name="Fields">The values that it can show.</param>
internal sealed record TemplateView(
    string Template, string Locale, int Version, TemplateParts Parts, IReadOnlyList<VersionLine> Versions, IReadOnlyList<Field> Fields);

/// <summary>A version.</summary>
/// <param name="Version">Its number: below 1000 the service came with it.</param>
/// <param name="Active">Whether it is in use.</param>
/// <param name="By">Who made it; null when the service came with it.</param>
/// <param name="At">When, UTC; null when the service came with it.</param>
internal sealed record VersionLine(int Version, bool Active, string? By, DateTimeOffset? At)
{
    /// <summary>The versions of a template.</summary>
    public static IEnumerable<VersionLine> Of(IEnumerable<TemplateVersion> shipped, BookEntry entry, int active) =>
        shipped.Select(version => new VersionLine(version.Number, version.Number == active, null, null))
            .Concat(entry.Versions.Select(line => new VersionLine(line.Number, line.Number == active, line.By, line.At)));
}
