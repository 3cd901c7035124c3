using Fleet.Notification.Templates.Rendering;

namespace Fleet.Notification.Templates.Versions;

/// <summary>Knows which version of a template is in use.</summary>
public interface ITemplateVersions
{
    /// <summary>The version to write by, in the language wanted or the nearest that there is; null when there is no such template.</summary>
    /// <param name="template">Name of the template.</param>
    /// <param name="locale">Language wanted, a BCP 47 tag; null: the service's default.</param>
    /// <param name="cancellation">Ends the wait for the store.</param>
    ValueTask<ChosenTemplate?> Choose(string template, string? locale, CancellationToken cancellation);
}

/// <summary>A version and what its language needs.</summary>
public sealed record ChosenTemplate(TemplateVersion Version, LocaleKit Kit);
