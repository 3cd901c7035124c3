using Fleet.Contracts.VehicleTracking;
using Fleet.ServiceDefaults;
using Fleet.VehicleTracking.Shards;
using Microsoft.Extensions.Options;

namespace Fleet.VehicleTracking.Ingest;

/// <summary>Spreads the items of a request over the shards and gathers what became of them.</summary>
internal sealed class ShardDoor(ShardCalls shards, IOptions<IngestLimits> limits)
{
    private readonly ShardBatcher[] batchers =
        [.. Enumerable.Range(0, ShardKey.Count).Select(shard => new ShardBatcher(batch => shards.Take(shard, batch), limits.Value.MostWaitingOfAShard))];

    private volatile bool isClosed;

    /// <summary>Items that wait for a turn, of all shards.</summary>
    public int Waiting => batchers.Sum(batcher => batcher.Items);

    /// <summary>Takes nothing any more, and ends when what was taken is stored.</summary>
    public Task Close()
    {
        isClosed = true;
        return Task.WhenAll(batchers.Select(batcher => batcher.Idle));
    }

    /// <param name="passages">Where in its request each stands, and the passage.</param>
    /// <param name="isBounded">The caller itself bounds how much it has under way, and would rather wait than be refused.</param>
    public Task<ItemOutcome[]> Take(IReadOnlyList<(int Index, Passage Item)> passages, bool isBounded = false) =>
        Spread(passages, isBounded, passage => passage.Plate, ItemBytes.Of, part => new ShardBatch(part, []), outcomes => outcomes.Passages);

    /// <param name="positions">Where in its request each stands, and the position.</param>
    /// <param name="isBounded">The caller itself bounds how much it has under way, and would rather wait than be refused.</param>
    public async Task<ItemOutcome[]> Take(IReadOnlyList<(int Index, Position Item)> positions, bool isBounded = false)
    {
        var outcomes = await Spread(positions, isBounded, position => position.Vehicle, ItemBytes.Of, part => new ShardBatch([], part), outcomes => outcomes.Positions);
        return isBounded || Array.IndexOf(outcomes, ItemOutcome.Refused) < 0 ? outcomes : throw IngestRoom.Busy();
    }

    /// <summary>One position, the way of most trackers.</summary>
    /// <returns>What became of it: only what is accepted or a duplicate is stored.</returns>
    /// <exception cref="RequestRefusedException">There is no room for it now, or the store is away.</exception>
    public async Task<ItemOutcome> Take(Position position)
    {
        if (isClosed) throw Stopping();
        var batcher = batchers[ShardKey.Of(position.Vehicle)];
        if (!batcher.HasRoomFor(1)) throw IngestRoom.Busy();
        return (await batcher.Add(new ShardBatch([], [position]))).Positions[0] is not ItemOutcome.Refused and var outcome ? outcome : throw IngestRoom.Busy();
    }

    private async Task<ItemOutcome[]> Spread<T>(
        IReadOnlyList<(int Index, T Item)> items, bool isBounded, Func<T, string> vehicle, Func<T, int> bytes, Func<List<T>, ShardBatch> batch,
        Func<ShardOutcomes, IReadOnlyList<ItemOutcome>> mine)
    {
        if (isClosed) throw Stopping();
        var parts = new (List<T> Items, List<int> Places)?[ShardKey.Count];
        for (var place = 0; place < items.Count; place++)
        {
            var part = parts[ShardKey.Of(vehicle(items[place].Item))] ??= ([], []);
            part.Items.Add(items[place].Item);
            part.Places.Add(place);
        }

        for (var shard = 0; shard < parts.Length && !isBounded; shard++)
        {
            if (parts[shard] is { } part && !batchers[shard].HasRoomFor(part.Items.Count)) throw IngestRoom.Busy();
        }

        var outcomes = new ItemOutcome[items.Count];
        await Task.WhenAll(parts.Select((part, shard) => part is { } some ? Store(batchers[shard], some.Items, some.Places) : Task.CompletedTask));
        return outcomes;

        // What is too much for one turn takes several, each after the one ahead of it, and none after one that was not taken.
        async Task Store(ShardBatcher batcher, List<T> some, List<int> places)
        {
            var isRefused = false;
            for (int begin = 0, end; begin < some.Count; begin = end)
            {
                end = EndOfTurn(some, begin, bytes);
                var result = isRefused ? null : mine(await batcher.Add(batch(end - begin == some.Count ? some : some.GetRange(begin, end - begin))));
                for (var i = begin; i < end; i++) outcomes[places[i]] = result?[i - begin] ?? ItemOutcome.Refused;
                isRefused |= outcomes[places[end - 1]] == ItemOutcome.Refused;
            }
        }
    }

    private static int EndOfTurn<T>(List<T> items, int begin, Func<T, int> bytes)
    {
        var end = begin;
        for (long sum = 0; end < items.Count && ((sum += bytes(items[end])) <= ItemBytes.MostInATurn || end == begin);) end++;
        return end;
    }

    private static RequestRefusedException Stopping() =>
        new(StatusCodes.Status503ServiceUnavailable, "unavailable", "The service is stopping; nothing of this request was taken. Send it again after a pause.");
}
