using Fleet.Notification.Templates.Versions;
using Fleet.ServiceDefaults;

namespace Fleet.Notification.Templates.Api;

/// <summary>Finds the template that a path names.</summary>
internal static class TemplateAddress
{
    /// <exception cref="RequestRefusedException">404: there is no such template in this language.</exception>
    public static TemplateKey Find(ShippedTemplates shipped, string name, string locale)
    {
        if (!shipped.Locales.TryGetValue(locale, out var kit))
            throw NotFound($"There are no templates in '{locale}'; there are {string.Join(", ", shipped.Locales.Keys.Order(StringComparer.Ordinal))}.", "locale");
        var key = new TemplateKey(name, kit.Locale);
        return shipped.Of(key).Count > 0 ? key : throw NotFound($"There is no template '{name}'; GET /v1/templates lists all.", "name");
    }

    private static RequestRefusedException NotFound(string detail, string param) => new(StatusCodes.Status404NotFound, "not_found", detail, param);
}
