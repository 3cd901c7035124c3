using Fleet.Notification.Templates.Versions;
using Fleet.ServiceDefaults;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Fleet.Notification.Templates.Api;

/// <summary><c>POST /v1/templates/{name}/{locale}/versions/{version}/activate</c>: puts a version that exists into use. Harmless to repeat.</summary>
internal static class ActivateVersion
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapPost("/v1/templates/{name}/{locale}/versions/{version:int}/activate", Handle)
        .ProducesProblem(StatusCodes.Status400BadRequest).WithSummary("Puts a version of a template into use, an older one too.");

    private static async Task<Results<Ok<TemplateLine>, ProblemHttpResult>> Handle(
        string name, string locale, int version, HttpRequest request, ShippedTemplates shipped, StoredVersions versions, TemplateBookCalls book, CancellationToken cancellation)
    {
        var key = TemplateAddress.Find(shipped, name, locale);
        var by = RequestHeaders.Actor(request);
        var parts = shipped.Of(key).FirstOrDefault(known => known.Number == version)?.Parts ?? (await book.Text(new BookVersion(key, version))).Parts;
        if (parts is null) return Problem.NotFound("version", version.ToString(System.Globalization.CultureInfo.InvariantCulture), "version");
        // It may have been made when events had other fields.
        if (versions.Mistakes(key, parts) is { Count: > 0 } mistakes) return PartsBody.Problem(mistakes);
        await book.Activate(new Activation(key, version, by));
        await versions.Refresh(cancellation);
        return TypedResults.Ok(new TemplateLine(key.Name, key.Locale, version));
    }
}
