using System.Collections.Frozen;
using Fleet.Contracts.VehicleRegistry;
using Fleet.VehicleRegistry.Domain;

namespace Fleet.VehicleRegistry.Vehicles;

/// <summary>The registry as it was read from the store: immutable, ordered by plate.</summary>
internal sealed class Snapshot
{
    private readonly FrozenDictionary<string, RegisteredVehicle> byPlate;
    private readonly RegisteredVehicle[] ordered;

    public Snapshot(IReadOnlyDictionary<string, Bucket> buckets)
    {
        Buckets = buckets;
        byPlate = buckets.Values.SelectMany(bucket => bucket.Vehicles).ToFrozenDictionary(StringComparer.Ordinal);
        ordered = [.. byPlate.Values.OrderBy(vehicle => vehicle.Plate, StringComparer.Ordinal)];
    }

    public IReadOnlyDictionary<string, Bucket> Buckets { get; }

    public int Count => ordered.Length;

    /// <summary>The vehicle, or an answer without owner for a plate that nobody registered.</summary>
    public RegisteredVehicle Find(string plate) => byPlate.GetValueOrDefault(plate) ?? new RegisteredVehicle(plate, null, null);

    /// <summary>Vehicles in order of plate, from the first one after <paramref name="plate"/>.</summary>
    public IEnumerable<RegisteredVehicle> After(string? plate) => ordered.Skip(plate is null ? 0 : FirstAfter(plate));

    public Snapshot With(string key, Bucket bucket) =>
        new(new Dictionary<string, Bucket>(Buckets, StringComparer.Ordinal) { [key] = bucket });

    private int FirstAfter(string plate)
    {
        var (low, high) = (0, ordered.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (string.CompareOrdinal(ordered[middle].Plate, plate) <= 0) low = middle + 1;
            else high = middle;
        }

        return low;
    }
}
