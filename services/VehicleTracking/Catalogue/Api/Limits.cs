using System.Text.Json;
using System.Text.Json.Nodes;
using Fleet.Contracts;
using Fleet.Contracts.VehicleTracking;
using Fleet.ServiceDefaults;
using Fleet.VehicleTracking.Catalogue.Kinds;
using Fleet.VehicleTracking.Positions;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Fleet.VehicleTracking.Catalogue.Api;

/// <summary><c>/v1/roads/{id}/limits</c>: the limits of a road by themselves; a new one makes a new version of the road.</summary>
internal static class Limits
{
    private const string Path = "/v1/roads/{id}/limits";

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet(Path, List).WithSummary("The limits of a road as it is now.").ProducesProblem(StatusCodes.Status404NotFound);
        routes.MapPost(Path, Post).WithSummary("Adds a limit to a road; its own dates say when it is in force.")
            .DescribeBody(typeof(SpeedLimit)).Describe(StatusCodes.Status200OK, typeof(Road)).ProducesProblem(StatusCodes.Status404NotFound).ProducesChangeProblems();
    }

    private static async Task<Results<Ok<Page<SpeedLimit>>, ProblemHttpResult>> List(string id, CatalogueCalls calls, TimeProvider time)
    {
        if (await ValueOf(id, calls, time.GetUtcNow()) is not (_, { } value)) return Problem.NotFound("road", id);
        return TypedResults.Ok(new Page<SpeedLimit>(value.Deserialize<Road>(ContractJson.Options)!.Limits ?? [], HasMore: false));
    }

    private static async Task<IResult> Post(string id, HttpContext context, ChangeEntry change, CatalogueCalls calls, TimeProvider time)
    {
        var facts = RequestFacts.Of(context.Request);
        if (await ValueOf(id, calls, facts.EffectiveFrom ?? time.GetUtcNow()) is not ({ } entry, { } value)) return Problem.NotFound("road", id);
        var limit = await JsonBody.Read(context.Request);
        var road = JsonObject.Create(value)!;
        if (road["limits"] is not JsonArray limits) road["limits"] = limits = [];

        // The same limit again, as after an answer that was lost, is there already.
        if (limits.Any(one => JsonNode.DeepEquals(one, JsonSerializer.SerializeToNode(limit)))) return TypedResults.Ok(road);
        limits.Add(JsonSerializer.SerializeToNode(limit));
        return await change.Save(RoadKind.Kind, road, id, context, ifVersion: facts.IfVersion ?? entry.Latest.Version);
    }

    private static async Task<(CatalogueEntry? Entry, JsonElement? Value)> ValueOf(string id, CatalogueCalls calls, DateTimeOffset at) =>
        VehicleId.IsValid(id) && await calls.Find(CatalogueKeys.Roads, id) is { } entry ? (entry, entry.At(at.ToUnixTimeMilliseconds())?.Value) : (null, null);
}
