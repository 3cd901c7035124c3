using Fleet.Notification.Templates.Versions;
using Fleet.ServiceDefaults;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Fleet.Notification.Templates.Api;

/// <summary><c>PUT /v1/templates/{name}/{locale}</c>: a new version, checked and put into use. The texts that are in use already change nothing.</summary>
internal static class PutTemplate
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapPut("/v1/templates/{name}/{locale}", Handle)
        .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status409Conflict)
        .WithSummary("Makes a new version of a template and puts it into use, if it has no mistakes.");

    private static async Task<Results<Ok<TemplateLine>, Created<TemplateLine>, ProblemHttpResult>> Handle(
        string name, string locale, HttpRequest request, ShippedTemplates shipped, StoredVersions versions, TemplateBookCalls book, CancellationToken cancellation)
    {
        var key = TemplateAddress.Find(shipped, name, locale);
        var (by, once) = (RequestHeaders.Actor(request), RequestHeaders.OnceKey(request));
        var parts = PartsBody.Read(await JsonBody.Read(request));
        if (versions.Mistakes(key, parts) is { Count: > 0 } mistakes) return PartsBody.Problem(mistakes);
        var current = shipped.Of(key)[^1];
        var answer = await book.Add(new NewVersion(key, parts, current.Number, PartsBody.Hash(current.Parts), PartsBody.Hash(parts), by, once));
        if (answer.Result == BookResults.KeyReused)
            return Problem.Of(StatusCodes.Status409Conflict, "idempotency_key_reused", "This key came with another request before; send the same request, or another key.", "Idempotency-Key");
        if (answer.Result == BookResults.Full)
            return Problem.Of(StatusCodes.Status409Conflict, "too_many_versions", "The template has 1,000 versions already; put one of them into use.");
        await versions.Refresh(cancellation);
        var line = new TemplateLine(key.Name, key.Locale, answer.Number);
        return answer.Result == BookResults.Done
            ? TypedResults.Created(FormattableString.Invariant($"/v1/templates/{key.Name}/{key.Locale}?version={answer.Number}"), line)
            : TypedResults.Ok(line);
    }
}
