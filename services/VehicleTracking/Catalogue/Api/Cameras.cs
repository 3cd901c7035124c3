using System.Text.Json;
using System.Text.Json.Nodes;
using Fleet.Contracts;
using Fleet.Contracts.VehicleTracking;
using Fleet.ServiceDefaults;
using Fleet.VehicleTracking.Catalogue.Kinds;
using Fleet.VehicleTracking.Reference;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Fleet.VehicleTracking.Catalogue.Api;

/// <summary><c>/v1/cameras</c>: cameras by themselves. A camera is a part of its road, so a change of it is a version of the road.</summary>
internal static class Cameras
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/v1/cameras", List).WithSummary("Lists the cameras of all roads as they are now, by id.").Describe(StatusCodes.Status200OK, typeof(Page<Camera>));
        routes.MapGet("/v1/cameras/{id}", Get).WithSummary("The camera as it is now.")
            .Describe(StatusCodes.Status200OK, typeof(Camera)).ProducesProblem(StatusCodes.Status404NotFound);
        routes.MapPut("/v1/cameras/{id}", Put).WithSummary("Changes a camera, which makes a new version of its road.")
            .DescribeBody(typeof(Camera)).Describe(StatusCodes.Status200OK, typeof(Road)).ProducesProblem(StatusCodes.Status404NotFound).ProducesChangeProblems();
    }

    private static Page<JsonObject> List([AsParameters] PageRequest page, ReferenceBook book, TimeProvider time) => page.Of(
        book.Current.Roads.At(time.GetUtcNow()).SelectMany(road => road.Cameras.Select(camera => (road, camera)))
            .Where(pair => string.CompareOrdinal(pair.camera.Id, page.StartingAfter) > 0)
            .OrderBy(pair => pair.camera.Id, StringComparer.Ordinal).Select(pair => View(pair.road, pair.camera)),
        camera => (string)camera["id"]!);

    private static Results<Ok<JsonObject>, ProblemHttpResult> Get(string id, ReferenceBook book, TimeProvider time) =>
        RoadOf(book, id, time.GetUtcNow()) is { } road ? TypedResults.Ok(View(road, road.Cameras.First(camera => camera.Id == id))) : Problem.NotFound("camera", id);

    private static async Task<IResult> Put(string id, HttpContext context, ChangeEntry change, CatalogueCalls calls, ReferenceBook book, TimeProvider time)
    {
        var from = RequestFacts.Of(context.Request).EffectiveFrom ?? time.GetUtcNow();
        if (RoadOf(book, id, from) is not { } road || await calls.Find(CatalogueKeys.Roads, road.Id) is not { } entry
            || entry.At(from.ToUnixTimeMilliseconds())?.Value is not { } value) return Problem.NotFound("camera", id);
        var json = await JsonBody.Read(context.Request);
        if (json.ValueKind != JsonValueKind.Object) return Problem.Of(StatusCodes.Status400BadRequest, "wrong_type", "A camera is a JSON object.");
        var camera = JsonObject.Create(json)!;
        camera["id"] ??= id;
        camera.Remove("road");
        if (camera["id"]?.ToString() != id) return Problem.Of(StatusCodes.Status422UnprocessableEntity, "wrong_id", $"id is '{camera["id"]}', but the path says '{id}'.", "id");
        var changed = JsonObject.Create(value)!;
        var cameras = changed["cameras"]!.AsArray();
        cameras[cameras.Index().First(one => one.Item!["id"]!.ToString() == id).Index] = camera;

        // Whoever changes the road between this reading and the writing wins; the client is told to try again.
        return await change.Save(RoadKind.Kind, changed, road.Id, context, ifVersion: RequestFacts.Of(context.Request).IfVersion ?? entry.Latest.Version);
    }

    private static Road? RoadOf(ReferenceBook book, string camera, DateTimeOffset at) => book.Current.Roads.At(camera, at.ToUnixTimeMilliseconds())?.Road;

    private static JsonObject View(Road road, Camera camera)
    {
        var view = JsonSerializer.SerializeToNode(camera, ContractJson.Options)!.AsObject();
        view["road"] = road.Id;
        return view;
    }
}
