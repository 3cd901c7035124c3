using Fleet.Contracts.VehicleTracking;
using Fleet.ServiceDefaults;
using Fleet.VehicleTracking.Shards;

namespace Fleet.VehicleTracking.Ingest;

/// <summary>Spreads the items of a request over the shards and gathers what became of them.</summary>
internal sealed class ShardDoor(ShardCalls shards)
{
    private readonly ShardBatcher[] batchers =
        [.. Enumerable.Range(0, ShardKey.Count).Select(shard => new ShardBatcher(batch => shards.Take(shard, batch)))];

    private volatile bool isClosed;

    /// <summary>Takes nothing any more, and ends when what was taken is stored.</summary>
    public Task Close()
    {
        isClosed = true;
        return Task.WhenAll(batchers.Select(batcher => batcher.Idle));
    }

    public Task<ItemOutcome[]> Take(IReadOnlyList<(int Index, Passage Item)> passages) =>
        Spread(passages, passage => passage.Plate, part => new ShardBatch(part, []), outcomes => outcomes.Passages);

    public Task<ItemOutcome[]> Take(IReadOnlyList<(int Index, Position Item)> positions) =>
        Spread(positions, position => position.Vehicle, part => new ShardBatch([], part), outcomes => outcomes.Positions);

    private async Task<ItemOutcome[]> Spread<T>(
        IReadOnlyList<(int Index, T Item)> items, Func<T, string> vehicle, Func<List<T>, ShardBatch> batch, Func<ShardOutcomes, IReadOnlyList<ItemOutcome>> mine)
    {
        if (isClosed) throw Stopping();
        var parts = Enumerable.Range(0, items.Count).GroupBy(place => ShardKey.Of(vehicle(items[place].Item))).Select(part => (Shard: part.Key, Places: part.ToList())).ToList();
        if (!parts.TrueForAll(part => batchers[part.Shard].HasRoomFor(part.Places.Count))) throw Busy();

        var outcomes = new ItemOutcome[items.Count];
        await Task.WhenAll(parts.Select(async part =>
        {
            var result = mine(await batchers[part.Shard].Add(batch(part.Places.ConvertAll(place => items[place].Item))));
            for (var i = 0; i < part.Places.Count; i++) outcomes[part.Places[i]] = result[i];
        }));
        return outcomes;
    }

    private static RequestRefusedException Stopping() =>
        new(StatusCodes.Status503ServiceUnavailable, "unavailable", "The service is stopping; nothing of this request was taken. Send it again after a pause.");

    private static RequestRefusedException Busy() =>
        new(StatusCodes.Status429TooManyRequests, "busy", "More comes in than can be stored; nothing of this request was taken. Send it again after a pause.");
}
