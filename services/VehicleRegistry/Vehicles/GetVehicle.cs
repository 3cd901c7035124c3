using Fleet.Contracts.VehicleRegistry;
using Fleet.VehicleRegistry.Domain;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Fleet.VehicleRegistry.Vehicles;

/// <summary>
/// <c>GET /v1/vehicles/{plate}</c>: who is answerable for a vehicle, and who was; with <c>at</c>, who was then. A plate nobody registered is an
/// answer, not an error.
/// </summary>
internal static class GetVehicle
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/v1/vehicles/{plate}", Handle);

    private static async Task<Results<Ok<RegisteredVehicle>, ProblemHttpResult>> Handle(
        string plate, DateTimeOffset? at, VehicleDirectory directory, CancellationToken cancellation)
    {
        if (Plates.Normalise(plate) is not { } normalised) return BadPlate.Problem("plate");
        var vehicle = (await directory.Current(cancellation)).Find(normalised);
        return TypedResults.Ok(at is { } instant ? Ownerships.At(vehicle, instant) : vehicle);
    }
}

internal static class BadPlate
{
    public static ProblemHttpResult Problem(string param) =>
        ServiceDefaults.Problem.Of(StatusCodes.Status400BadRequest, "bad_plate", "A plate has 1 to 12 letters and digits; spaces and hyphens do not count.", param);
}
