using System.Text.Json;
using Dapr.Client;
using Fleet.Contracts;
using Fleet.Contracts.VehicleRegistry;
using Fleet.ServiceDefaults;
using Fleet.VehicleRegistry.Domain;

namespace Fleet.VehicleRegistry.Vehicles;

/// <summary>
/// The registry: the state store is the truth, answers come from a copy in memory that is read when the service starts, with
/// every change made here, and every half minute for changes made elsewhere. Until the copy is there, callers wait.
/// </summary>
public sealed class VehicleDirectory(DaprClient dapr, TimeProvider time)
{
    private const int Attempts = 10;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    private readonly TaskCompletionSource loaded = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lock change = new();
    private Snapshot? snapshot;

    /// <summary>Whether the copy is there.</summary>
    public bool IsLoaded => loaded.Task.IsCompleted;

    /// <summary>Reads the store into memory; buckets that the store does not have are seeded first. Harmless to repeat.</summary>
    public async Task Load(CancellationToken cancellation)
    {
        var found = await Read(cancellation);
        if (found.Count < Buckets.Count)
        {
            await Seed(found, cancellation);
            found = await Read(cancellation);
        }

        if (found.Count < Buckets.Count) throw new InvalidOperationException($"The store has {found.Count} of {Buckets.Count} buckets.");
        lock (change) snapshot = new Snapshot(found);
        loaded.TrySetResult();
    }

    internal async Task<Snapshot> Current(CancellationToken cancellation)
    {
        await Loaded(cancellation);
        return Volatile.Read(ref snapshot)!;
    }

    /// <summary>Stores what <paramref name="register"/> makes of what is under a plate (null: nothing) in its place.</summary>
    public async Task<RegisteredVehicle> Put(string plate, Func<RegisteredVehicle?, RegisteredVehicle> register, CancellationToken cancellation)
    {
        await Loaded(cancellation);
        var key = Buckets.KeyOf(plate);
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            var (bucket, etag) = await dapr.GetStateAndETagAsync<Bucket>(ComponentNames.VehicleRegistryStore, key, cancellationToken: cancellation);
            var vehicle = register(bucket.Vehicles.GetValueOrDefault(plate));
            var changed = bucket.With(vehicle);
            if (!await dapr.TrySaveStateAsync(ComponentNames.VehicleRegistryStore, key, changed, etag, cancellationToken: cancellation)) continue;
            lock (change) snapshot = snapshot!.With(key, changed);
            return vehicle;
        }

        throw new InvalidOperationException($"The bucket {key} was changed by others {Attempts} times in a row.");
    }

    private async Task Loaded(CancellationToken cancellation)
    {
        try
        {
            await loaded.Task.WaitAsync(Patience, time, cancellation);
        }
        catch (TimeoutException late)
        {
            throw new RequestRefusedException(
                StatusCodes.Status503ServiceUnavailable, "registry_loading", "The registry cannot read its store yet; try again.", cause: late);
        }
    }

    private async Task<Dictionary<string, Bucket>> Read(CancellationToken cancellation)
    {
        var items = await dapr.GetBulkStateAsync(ComponentNames.VehicleRegistryStore, Buckets.Keys, parallelism: 8, cancellationToken: cancellation);
        return items
            .Where(item => !string.IsNullOrEmpty(item.Value) && item.Value != "null")
            .ToDictionary(item => item.Key, item => JsonSerializer.Deserialize<Bucket>(item.Value, ContractJson.Options)!, StringComparer.Ordinal);
    }

    // First write only: another replica that seeds at the same moment, or a vehicle changed since, is never overwritten.
    private Task Seed(Dictionary<string, Bucket> found, CancellationToken cancellation)
    {
        var onlyIfAbsent = new StateOptions { Concurrency = ConcurrencyMode.FirstWrite };
        var missing = Buckets.Spread(InventedRegistry.Vehicles)
            .Where(bucket => !found.ContainsKey(bucket.Key))
            .Select(bucket => new SaveStateItem<Bucket>(bucket.Key, bucket.Value, etag: null!, stateOptions: onlyIfAbsent))
            .ToList();
        return dapr.SaveBulkStateAsync(ComponentNames.VehicleRegistryStore, missing, cancellation);
    }
}
