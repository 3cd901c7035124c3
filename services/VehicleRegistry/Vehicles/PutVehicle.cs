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
    /// <param name="OwnedFrom">From when on; null: from now on, or for ever when the plate is new. Not in the future.</param>
    /// <param name="Country">Where it is registered, ISO 3166-1 alpha-2; null: here.</param>
    internal sealed record Registration(string? Make, Owner? Owner, DateTimeOffset? OwnedFrom = null, string? Country = null);

    private static async Task<Results<Ok<RegisteredVehicle>, ProblemHttpResult>> Handle(
        string plate, Registration registration, VehicleDirectory directory, TimeProvider time, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        if (Plates.Normalise(plate) is not { } normalised) return BadPlate.Problem("plate");
        if (OwnerRules.Broken(registration.Owner) is { } broken)
            return Problem.Of(StatusCodes.Status400BadRequest, broken.Code, broken.Detail, broken.Param);
        if (registration.OwnedFrom > now)
            return Problem.Of(StatusCodes.Status400BadRequest, "in_the_future", "ownedFrom is an instant that has passed.", "ownedFrom");
        if (registration.Country is { } country && !OwnerRules.IsCountry(country))
            return Problem.Of(StatusCodes.Status400BadRequest, "bad_country", "country is an ISO 3166-1 code of two capital letters.", "country");
        return TypedResults.Ok(await directory.Put(
            normalised,
            known => Ownerships.Register(known, normalised, registration.Make, registration.Country, registration.Owner, registration.OwnedFrom?.ToUniversalTime(), now),
            cancellation));
    }
}
