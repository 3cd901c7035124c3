using Fleet.Notification.Templates.Model;
using Fleet.Notification.Templates.Versions;
using Fleet.ServiceDefaults;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Fleet.Notification.Templates.Api;

/// <summary><c>GET /v1/templates</c>: all templates in all languages, with the version in use.</summary>
internal static class ListTemplates
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/v1/templates", Handle)
        .WithSummary("Lists all templates in all languages, with the version in use.");

    private static async Task<Ok<Page<TemplateLine>>> Handle([AsParameters] PageRequest page, ShippedTemplates shipped, TemplateBookCalls book)
    {
        var active = (await book.News(0)).Active.ToDictionary(active => active.Key, active => active.Number);
        var all =
            from name in FieldSets.Names
            from locale in shipped.Locales.Keys.Order(StringComparer.Ordinal)
            let key = new TemplateKey(name, locale)
            where shipped.Of(key).Count > 0 && string.CompareOrdinal(key.ToString(), page.StartingAfter) > 0
            select new TemplateLine(name, locale, active.GetValueOrDefault(key, shipped.Of(key)[^1].Number));
        return TypedResults.Ok(page.Of(all, line => line.Template + "/" + line.Locale));
    }
}
