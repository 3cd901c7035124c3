using Fleet.Contracts.VehicleRegistry;
using Fleet.ServiceDefaults;
using Fleet.VehicleRegistry.Domain;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Fleet.VehicleRegistry.Vehicles;

/// <summary><c>POST /v1/vehicles/lookup</c>: many plates in one call, for services that work in batches.</summary>
internal static class LookUpVehicles
{
    private const int MaxPlates = 1_000;

    public static void Map(IEndpointRouteBuilder routes) => routes.MapPost("/v1/vehicles/lookup", Handle);

    private static async Task<Results<Ok<VehicleLookupAnswer>, ProblemHttpResult>> Handle(
        VehicleLookup request, VehicleDirectory directory, CancellationToken cancellation)
    {
        if (request.Plates is not { Count: <= MaxPlates } asked)
            return Problem.Of(StatusCodes.Status400BadRequest, "out_of_range", $"plates is an array of at most {MaxPlates} plates.", "plates");
        if (request.At is { } at && at.Count != asked.Count)
            return Problem.Of(StatusCodes.Status400BadRequest, "out_of_range", "at has one instant a plate, in the order of plates.", "at");
        var current = await directory.Current(cancellation);
        return TypedResults.Ok(new VehicleLookupAnswer([.. asked.Select((text, index) => Answer(Find(current, text), request.At?[index]))]));
    }

    private static RegisteredVehicle Answer(RegisteredVehicle vehicle, DateTimeOffset? at) =>
        at is { } instant ? Ownerships.At(vehicle, instant) : vehicle with { Earlier = null };

    // What is no plate at all has no owner either: one of a hundred must not spoil the answer to the others.
    private static RegisteredVehicle Find(Snapshot current, string? text) =>
        Plates.Normalise(text) is { } plate ? current.Find(plate) : new RegisteredVehicle(text ?? "", null, null);
}
