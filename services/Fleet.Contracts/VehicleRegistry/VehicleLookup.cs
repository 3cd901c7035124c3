namespace Fleet.Contracts.VehicleRegistry;

/// <summary>Body of <c>POST /v1/vehicles/lookup</c> of vehicle-registry.</summary>
/// <param name="Plates">At most 1,000 plates.</param>
/// <param name="At">For each plate the instant whose owner is wanted; null: the owners of now.</param>
public sealed record VehicleLookup(IReadOnlyList<string> Plates, IReadOnlyList<DateTimeOffset>? At = null);

/// <summary>Answer to <see cref="VehicleLookup"/>.</summary>
/// <param name="Data">One vehicle a plate, in the order asked.</param>
public sealed record VehicleLookupAnswer(IReadOnlyList<RegisteredVehicle> Data);
