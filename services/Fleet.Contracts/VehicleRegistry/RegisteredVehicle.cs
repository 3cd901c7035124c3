namespace Fleet.Contracts.VehicleRegistry;

/// <summary>
/// Answer of <c>GET /v1/vehicles/{plate}</c> of vehicle-registry. A plate nobody owns is an answer too: 200 with
/// <paramref name="Owner"/> null. Asked for an instant, it answers who was answerable then, without <paramref name="Earlier"/>.
/// </summary>
/// <param name="Plate">Normalised number plate.</param>
/// <param name="Make">Make and model; null when unknown.</param>
/// <param name="Owner">Who is answerable for the vehicle; null when nobody is registered.</param>
/// <param name="OwnerSince">From when on that is so, UTC; null: as long as is known.</param>
/// <param name="Earlier">Who was before, the latest first; null when nobody is known.</param>
/// <param name="Country">Where it is registered, ISO 3166-1 alpha-2; null: here. Of a foreign vehicle the owner is asked for abroad.</param>
public sealed record RegisteredVehicle(
    string Plate, string? Make, Owner? Owner, DateTimeOffset? OwnerSince = null, IReadOnlyList<Ownership>? Earlier = null, string? Country = null);

/// <summary>A time in which somebody was answerable for a vehicle.</summary>
/// <param name="From">First instant of it, UTC; null: as long as is known.</param>
/// <param name="Until">First instant after it, UTC.</param>
/// <param name="Owner">Who; null when nobody was registered.</param>
public sealed record Ownership(DateTimeOffset? From, DateTimeOffset Until, Owner? Owner);

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
