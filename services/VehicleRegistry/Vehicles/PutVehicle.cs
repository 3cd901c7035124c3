using Fleet.Contracts.VehicleRegistry;
using Fleet.ServiceDefaults;
using Fleet.VehicleRegistry.Domain;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Fleet.VehicleRegistry.Vehicles;

/// <summary><c>PUT /v1/vehicles/{plate}</c>: registers a vehicle or changes it. The same request again changes nothing.</summary>
internal static class PutVehicle
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapPut("/v1/vehicles/{plate}", Handle);

    /// <param name="Make">Make and model; null when unknown.</param>
    /// <param name="Owner">Who is answerable for the vehicle; null when nobody is.</param>
    internal sealed record Registration(string? Make, Owner? Owner);

    private static async Task<Results<Ok<RegisteredVehicle>, ProblemHttpResult>> Handle(
        string plate, Registration registration, VehicleDirectory directory, CancellationToken cancellation)
    {
        if (Plates.Normalise(plate) is not { } normalised) return BadPlate.Problem("plate");
        if (OwnerRules.Broken(registration.Owner) is { } broken)
            return Problem.Of(StatusCodes.Status400BadRequest, broken.Code, broken.Detail, broken.Param);
        var vehicle = new RegisteredVehicle(normalised, registration.Make, registration.Owner);
        await directory.Put(vehicle, cancellation);
        return TypedResults.Ok(vehicle);
    }
}
