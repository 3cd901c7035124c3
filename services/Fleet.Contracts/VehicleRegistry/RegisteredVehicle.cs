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
/// <param name="Address">Where letters go; null when unknown.</param>
/// <param name="Locale">Language of notices, a BCP 47 tag such as <c>nl</c>; null: the service's default.</param>
/// <param name="Phone">Number for text messages in E.164 form, e.g. <c>+31201234567</c>; null when unknown.</param>
public sealed record Owner(string OwnerId, string Name, string Email, PostalAddress? Address = null, string? Locale = null, string? Phone = null);

/// <summary>A postal address. Personal data: never logged.</summary>
/// <param name="Street">Street and number.</param>
/// <param name="PostalCode">As the country writes it.</param>
/// <param name="City">Town.</param>
/// <param name="Country">ISO 3166-1 alpha-2 code.</param>
public sealed record PostalAddress(string Street, string PostalCode, string City, string Country);
