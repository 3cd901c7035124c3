using System.Text.Json;
using Fleet.Notification.Templates.Model;
using Fleet.Notification.Templates.Rendering;
using Fleet.Notification.Templates.Versions;
using Fleet.ServiceDefaults;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;

namespace Fleet.Notification.Templates.Api;

/// <summary><c>POST /v1/templates/{name}/{locale}/preview</c>: what a template makes of an invented event. Nothing is kept and nothing is sent.</summary>
internal static class PreviewTemplate
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapPost("/v1/templates/{name}/{locale}/preview", Handle)
        .ProducesProblem(StatusCodes.Status400BadRequest).WithSummary("Shows what a template, or parts that are not kept, make of an invented event.");

    private static async Task<Results<Ok<Rendered>, ProblemHttpResult>> Handle(
        string name, string locale, HttpRequest request, ShippedTemplates shipped, StoredVersions versions, IOptions<NoticeOptions> options, CancellationToken cancellation)
    {
        var key = TemplateAddress.Find(shipped, name, locale);
        var body = request.ContentLength is 0 ? JsonSerializer.SerializeToElement(new object()) : await JsonBody.Read(request);
        if (body.ValueKind != JsonValueKind.Object) throw new RequestRefusedException(StatusCodes.Status400BadRequest, "wrong_type", "The body is an object of parts and data, both optional.");
        var parts = body.TryGetProperty("parts", out var given) && given.ValueKind != JsonValueKind.Null
            ? PartsBody.Read(given, "parts.")
            : (await versions.Choose(key.Name, key.Locale, cancellation))!.Version.Parts;
        if (versions.Mistakes(key, parts) is { Count: > 0 } mistakes) return PartsBody.Problem(mistakes);
        var kit = shipped.Locales[key.Locale];
        var model = kit.Model(Samples.Of(key.Name), options.Value);
        if (body.TryGetProperty("data", out var data) && data.ValueKind != JsonValueKind.Null) PreviewData.Put(model, data, FieldSets.Of(key.Name)!);
        return TypedResults.Ok(kit.Compile(parts).All(model));
    }
}
