namespace Fleet.VehicleTracking.Shards;

/// <summary>
/// Vehicles of all shards in the order of their ids. Each shard is read as far as its vehicles are needed, and none of them
/// twice, because a shard reads a vehicle's whole state in the turns that positions wait for.
/// </summary>
/// <param name="read">Reads vehicles of a shard, as <see cref="ShardCalls.Vehicles"/> does.</param>
/// <param name="chunk">How many of a shard to read at once.</param>
internal sealed class VehicleCursor(Func<int, VehiclesQuery, Task<VehiclesView>> read, int chunk)
{
    /// <summary>The vehicles after an id.</summary>
    public async IAsyncEnumerable<VehicleView> After(string id)
    {
        var shards = await Task.WhenAll(Enumerable.Range(0, ShardKey.Count).Select(shard => Read(shard, id)));
        var heads = new PriorityQueue<Reading, string>(StringComparer.Ordinal);
        foreach (var shard in shards) Enter(heads, shard);
        while (heads.TryDequeue(out var first, out _))
        {
            var vehicle = first.Vehicles[first.At];
            yield return vehicle;
            var isRead = first.At + 1 == first.Vehicles.Count;
            Enter(heads, !isRead ? first with { At = first.At + 1 } : first.IsLast ? first with { Vehicles = [] } : await Read(first.Shard, vehicle.Vehicle));
        }
    }

    private static void Enter(PriorityQueue<Reading, string> heads, Reading reading)
    {
        if (reading.Vehicles.Count > 0) heads.Enqueue(reading, reading.Vehicles[reading.At].Vehicle);
    }

    private async Task<Reading> Read(int shard, string afterId)
    {
        var vehicles = (await read(shard, new VehiclesQuery(afterId, chunk))).Vehicles;
        return new Reading(shard, vehicles, At: 0, IsLast: vehicles.Count < chunk);
    }

    private readonly record struct Reading(int Shard, IReadOnlyList<VehicleView> Vehicles, int At, bool IsLast);
}
