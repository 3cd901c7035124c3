using Fleet.Contracts.VehicleRegistry;

namespace Fleet.VehicleRegistry.Domain;

/// <summary>The vehicles under one key of the store, by plate.</summary>
/// <param name="Vehicles">Vehicles by normalised plate.</param>
public sealed record Bucket(IReadOnlyDictionary<string, RegisteredVehicle> Vehicles)
{
    /// <summary>This bucket with <paramref name="vehicle"/> in place of what was under its plate.</summary>
    public Bucket With(RegisteredVehicle vehicle) =>
        new(new Dictionary<string, RegisteredVehicle>(Vehicles, StringComparer.Ordinal) { [vehicle.Plate] = vehicle });
}

/// <summary>
/// How vehicles are spread over keys: a fixed number of buckets by a stable hash of the plate, so that the whole registry
/// is read in one call and a change rewrites one small document.
/// </summary>
public static class Buckets
{
    /// <summary>Number of buckets. A change needs a migration of the store.</summary>
    public const int Count = 64;

    /// <summary>All keys of the store.</summary>
    public static IReadOnlyList<string> Keys { get; } = [.. Enumerable.Range(0, Count).Select(Key)];

    /// <summary>The key that holds <paramref name="plate"/>.</summary>
    public static string KeyOf(string plate) => Key((int)(Hash(plate) % Count));

    /// <summary>Spreads <paramref name="vehicles"/> over all buckets; every key is there, if only with an empty bucket.</summary>
    public static IReadOnlyDictionary<string, Bucket> Spread(IEnumerable<RegisteredVehicle> vehicles)
    {
        var byKey = vehicles.ToLookup(vehicle => KeyOf(vehicle.Plate));
        return Keys.ToDictionary(key => key, key => new Bucket(byKey[key].ToDictionary(vehicle => vehicle.Plate, StringComparer.Ordinal)));
    }

    private static string Key(int number) => FormattableString.Invariant($"vehicles-{number:00}");

    // FNV-1a: string.GetHashCode differs from process to process.
    private static uint Hash(string text) => text.Aggregate(2166136261u, (hash, c) => (hash ^ c) * 16777619u);
}
