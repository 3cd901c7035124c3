using Fleet.Notification.Templates.Model;
using Fleet.Notification.Templates.Versions;
using Fleet.ServiceDefaults;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Fleet.Notification.Templates.Api;

/// <summary><c>GET /v1/templates/{name}/{locale}</c>: the texts in use, or of <c>?version=</c>, all versions, and the fields.</summary>
internal static class GetTemplate
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/v1/templates/{name}/{locale}", Handle)
        .WithSummary("Shows a template in a language: its texts, its versions and the fields that it can show.");

    private static async Task<Results<Ok<TemplateView>, ProblemHttpResult>> Handle(string name, string locale, int? version, ShippedTemplates shipped, TemplateBookCalls book)
    {
        var key = TemplateAddress.Find(shipped, name, locale);
        var entry = await book.Entry(key);
        var active = entry.Active ?? shipped.Of(key)[^1].Number;
        var number = version ?? active;
        var parts = shipped.Of(key).FirstOrDefault(known => known.Number == number)?.Parts ?? (await book.Text(new BookVersion(key, number))).Parts;
        return parts is null
            ? Problem.NotFound("version", number.ToString(System.Globalization.CultureInfo.InvariantCulture), "version")
            : TypedResults.Ok(new TemplateView(key.Name, key.Locale, number, parts, [.. VersionLine.Of(shipped.Of(key), entry, active)], FieldSets.Of(key.Name)!.Fields));
    }
}
