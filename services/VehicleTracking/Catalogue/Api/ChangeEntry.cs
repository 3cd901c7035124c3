using System.Text.Json.Nodes;
using Fleet.ServiceDefaults;
using Fleet.VehicleTracking.Catalogue.Kinds;
using Fleet.VehicleTracking.Positions;
using Fleet.VehicleTracking.Reference;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Fleet.VehicleTracking.Catalogue.Api;

/// <summary>The ways to change one entry: <c>POST</c> makes one, <c>PUT</c> makes or changes one, <c>DELETE</c> retires one.</summary>
internal sealed class ChangeEntry(CatalogueEditor editor, CatalogueCalls calls, ReferenceBook book)
{
    public static void Map(IEndpointRouteBuilder routes, CatalogueKind kind)
    {
        routes.MapPost($"/v1/{kind.Name}", (HttpContext context, ChangeEntry change) => change.Post(kind, context))
            .WithSummary($"Creates a {kind.Singular}; it counts for all time unless effectiveFrom says otherwise.")
            .DescribeBody(kind.Contract).Describe(StatusCodes.Status201Created, kind.Contract).ProducesChangeProblems();
        routes.MapPut($"/v1/{kind.Name}/{{id}}", (string id, HttpContext context, ChangeEntry change) => change.Put(kind, id, context))
            .WithSummary($"Creates or changes a {kind.Singular}; a change counts from now on unless effectiveFrom says otherwise.")
            .DescribeBody(kind.Contract).Describe(StatusCodes.Status200OK, kind.Contract).Describe(StatusCodes.Status201Created, kind.Contract).ProducesChangeProblems();
        routes.MapDelete($"/v1/{kind.Name}/{{id}}", (string id, HttpContext context, ChangeEntry change) => change.Delete(kind, id, context))
            .WithSummary($"Retires a {kind.Singular}: from effectiveFrom on, or from now on, it does not exist.")
            .Produces(StatusCodes.Status204NoContent).ProducesProblem(StatusCodes.Status404NotFound).ProducesChangeProblems();
    }

    /// <summary>Saves what <paramref name="json"/> says and answers it, or says what is wrong.</summary>
    public async Task<IResult> Save(CatalogueKind kind, JsonNode json, string? id, HttpContext context, bool ifAbsent = false, int? ifVersion = null)
    {
        var facts = RequestFacts.Of(context.Request);
        var mistakes = new List<EntryMistake>();
        var (entryId, value) = kind.Read(System.Text.Json.JsonSerializer.SerializeToElement(json), id, book.Current, mistakes);
        if (mistakes.Count > 0) return EntryBody.Problem(kind, mistakes);
        var wanted = new WantedChange(entryId, value, facts.EffectiveFrom, ifVersion ?? facts.IfVersion, ifAbsent);
        var once = ifAbsent && facts.OnceKey is { } key ? new OnceKey(key, EntryBody.Hash(kind.Name, value.GetRawText(), facts.By, facts.EffectiveFrom?.ToString("O") ?? "", facts.Reason ?? "")) : null;
        var outcomes = await editor.Change(new CatalogueRequest(kind.Name, [wanted], facts.By, facts.Reason, Once: once), context.RequestAborted);
        return outcomes[0].Result == ChangeResult.Refused ? Refusal(outcomes[0]) : await Answer(kind, entryId, outcomes[0], context);
    }

    private static ProblemHttpResult Refusal(ChangeOutcome outcome) => Problem.Of(
        outcome.Code switch
        {
            "not_found" => StatusCodes.Status404NotFound,
            "version_conflict" => StatusCodes.Status412PreconditionFailed,
            "already_exists" or "idempotency_key_reused" => StatusCodes.Status409Conflict,
            _ => StatusCodes.Status422UnprocessableEntity,
        },
        outcome.Code!,
        outcome.Detail!,
        outcome.Param);

    private async Task<IResult> Post(CatalogueKind kind, HttpContext context) =>
        await Save(kind, Node(await JsonBody.Read(context.Request)), null, context, ifAbsent: true);

    private async Task<IResult> Put(CatalogueKind kind, string id, HttpContext context) =>
        VehicleId.IsValid(id)
            ? await Save(kind, Named(kind, id, Node(await JsonBody.Read(context.Request))), id, context)
            : Problem.Of(StatusCodes.Status400BadRequest, "malformed_id", $"An id {VehicleId.Expected}.", "id");

    private async Task<IResult> Delete(CatalogueKind kind, string id, HttpContext context)
    {
        var facts = RequestFacts.Of(context.Request);
        if (!VehicleId.IsValid(id)) return Problem.NotFound(kind.Singular, id);
        var outcomes = await editor.Change(
            new CatalogueRequest(kind.Name, [new WantedChange(id, null, facts.EffectiveFrom, facts.IfVersion)], facts.By, facts.Reason), context.RequestAborted);
        return outcomes[0].Result == ChangeResult.Refused ? Refusal(outcomes[0]) : TypedResults.NoContent();
    }

    private async Task<IResult> Answer(CatalogueKind kind, string id, ChangeOutcome outcome, HttpContext context)
    {
        var entry = (await calls.Find(kind.Name, id))!;
        EntryView.Tag(context.Response, entry.Latest.Version);
        var view = EntryView.Of(entry, entry.Versions.First(version => version.Version == outcome.Version));
        return outcome.Result == ChangeResult.Created ? TypedResults.Created($"/v1/{kind.Name}/{id}", view) : TypedResults.Ok(view);
    }

    // The path names the entry already, so the body need not.
    private static JsonNode Named(CatalogueKind kind, string id, JsonNode json)
    {
        if (json is JsonObject entry && !entry.ContainsKey(kind.IdField)) entry[kind.IdField] = id;
        return json;
    }

    private static JsonNode Node(System.Text.Json.JsonElement json) =>
        json.ValueKind == System.Text.Json.JsonValueKind.Object ? JsonObject.Create(json)! : new JsonArray();
}
