using Fleet.Notification.Templates.Model;
using Microsoft.Extensions.Options;

namespace Fleet.Notification.Templates.Versions;

/// <summary>Uses the newest version that the service comes with, whatever was made at run time.</summary>
public sealed class ShippedVersions(ShippedTemplates shipped, IOptions<NoticeOptions> options) : ITemplateVersions
{
    /// <inheritdoc/>
    public ValueTask<ChosenTemplate?> Choose(string template, string? locale, CancellationToken cancellation)
    {
        foreach (var tag in LocaleChain.Of(locale, options.Value.Locale))
        {
            if (shipped.Locales.TryGetValue(tag, out var kit) && shipped.Of(new TemplateKey(template, kit.Locale)) is [.., var newest])
                return ValueTask.FromResult<ChosenTemplate?>(new ChosenTemplate(newest, kit));
        }

        return ValueTask.FromResult<ChosenTemplate?>(null);
    }
}
