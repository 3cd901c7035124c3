using Fleet.Contracts.VehicleTracking;
using Fleet.VehicleTracking.Positions;

namespace Fleet.VehicleTracking.Shards;

/// <summary>Drops reports that a vehicle sends again, known by their ids. It costs nothing for vehicles that send none.</summary>
internal sealed class UuidTurn(ShardStore store)
{
    /// <summary>Those of <paramref name="indexes"/> that are not known; the others are marked as duplicates.</summary>
    public async ValueTask<IEnumerable<int>> Fresh(string vehicle, IEnumerable<int> indexes, IReadOnlyList<Position> positions, ItemOutcome[] outcomes)
    {
        var all = indexes.ToList();
        if (all.TrueForAll(index => positions[index].Uuid is null)) return all;
        var memory = await store.Get(StateNames.Uuids(vehicle), UuidMemory.Empty);
        var known = memory.Open();
        known.UnionWith((await store.Get(StateNames.UuidsBefore(vehicle), UuidMemory.Empty)).Open());
        var fresh = new List<long>();
        all.RemoveAll(index => IsKnown(index));
        if (fresh.Count > 0) await Remember(vehicle, memory, fresh);
        return all;

        bool IsKnown(int index)
        {
            if (positions[index].Uuid is not { } uuid) return false;
            var hash = UuidMemory.HashOf(uuid);
            if (!known.Add(hash))
            {
                outcomes[index] = ItemOutcome.Duplicate;
                return true;
            }

            fresh.Add(hash);
            return false;
        }
    }

    // Only the young half is written at every turn; it becomes the old one when it is full.
    private async Task Remember(string vehicle, UuidMemory memory, List<long> fresh)
    {
        if (memory.IsFull(fresh.Count))
        {
            await store.Set(StateNames.UuidsBefore(vehicle), memory);
            memory = UuidMemory.Empty;
        }

        await store.Set(StateNames.Uuids(vehicle), memory.With(fresh));
    }
}
