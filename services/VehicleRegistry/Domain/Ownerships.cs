using Fleet.Contracts.VehicleRegistry;

namespace Fleet.VehicleRegistry.Domain;

/// <summary>Who is answerable for a vehicle when.</summary>
public static class Ownerships
{
    /// <summary>The vehicle with its owner at <paramref name="instant"/>, and without the others.</summary>
    public static RegisteredVehicle At(RegisteredVehicle vehicle, DateTimeOffset instant)
    {
        if (vehicle.OwnerSince is not { } since || since <= instant) return vehicle with { Earlier = null };
        var earlier = (vehicle.Earlier ?? []).FirstOrDefault(ownership => instant < ownership.Until && !(instant < ownership.From));
        return vehicle with { Owner = earlier?.Owner, OwnerSince = earlier?.From, Earlier = null };
    }

    /// <summary>
    /// The vehicle as it is registered from now on. New contact data of the same owner change nothing else; another owner is answerable from
    /// <paramref name="from"/> on, and whoever was registered before is so only until then.
    /// </summary>
    /// <param name="known">What is registered; null when nothing is.</param>
    /// <param name="make">Make and model; null when unknown.</param>
    /// <param name="country">Where it is registered; null: here.</param>
    /// <param name="owner">Who is answerable; null when nobody is.</param>
    /// <param name="from">From when on; null: from now on, or for ever when nothing was registered.</param>
    /// <param name="plate">Normalised number plate.</param>
    /// <param name="now">The time of the registration.</param>
    public static RegisteredVehicle Register(
        RegisteredVehicle? known, string plate, string? make, string? country, Owner? owner, DateTimeOffset? from, DateTimeOffset now)
    {
        if (known is null) return new RegisteredVehicle(plate, make, owner, from, Country: country);
        var same = known.Owner?.OwnerId == owner?.OwnerId;
        if (same && (from is null || from == known.OwnerSince)) return known with { Make = make, Country = country, Owner = owner };
        var since = from ?? now;
        return new RegisteredVehicle(plate, make, owner, since, Before(known, since), country);
    }

    private static IReadOnlyList<Ownership>? Before(RegisteredVehicle known, DateTimeOffset since)
    {
        Ownership[] all = [new(known.OwnerSince, DateTimeOffset.MaxValue, known.Owner), .. known.Earlier ?? []];
        var before = all.Where(ownership => ownership.From is null || ownership.From < since)
            .Select(ownership => ownership.Until > since ? ownership with { Until = since } : ownership)
            .ToList();
        return before.Count == 0 ? null : before;
    }
}
