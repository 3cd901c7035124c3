namespace Fleet.Contracts.VehicleRegistry;

/// <summary>
/// Answer of <c>GET /v1/vehicles/{plate}</c> of vehicle-registry. A plate nobody owns is an answer too: 200 with
/// <paramref name="Owner"/> null.
/// </summary>
/// <param name="Plate">Normalised number plate.</param>
/// <param name="Make">Make and model; null when unknown.</param>
/// <param name="Owner">Who is answerable for the vehicle; null when nobody is registered.</param>
public sealed record RegisteredVehicle(string Plate, string? Make, Owner? Owner);

/// <summary>A vehicle's owner with contact data. Personal data: never logged.</summary>
/// <param name="OwnerId">Id, e.g. <c>own_…</c>.</param>
/// <param name="Name">Name for the address line.</param>
/// <param name="Email">Address for notices.</param>
public sealed record Owner(string OwnerId, string Name, string Email);
