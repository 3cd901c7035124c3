namespace Fleet.VehicleTracking.Shards;

/// <summary>Where which vehicles of a shard are listed: the parts in order of the ids, each by the first id that it had.</summary>
public sealed record RosterIndex(IReadOnlyList<RosterSpan> Parts)
{
    public static RosterIndex Empty { get; } = new([new RosterSpan("", 0)]);

    /// <summary>Place of the part that holds an id, or would.</summary>
    public int Find(string id)
    {
        var (low, high) = (0, Parts.Count - 1);
        while (low < high)
        {
            var middle = (low + high + 1) / 2;
            if (string.CompareOrdinal(Parts[middle].From, id) <= 0) low = middle;
            else high = middle - 1;
        }

        return low;
    }
}

/// <summary>A part of the roster.</summary>
/// <param name="From">Ids in it are not below this one.</param>
/// <param name="Number">Number of the part.</param>
public sealed record RosterSpan(string From, int Number);

/// <summary>Ids of some vehicles, in rising order.</summary>
public sealed record RosterPart(IReadOnlyList<string> Vehicles)
{
    public static RosterPart Empty { get; } = new([]);
}

/// <summary>All vehicles of a shard that ever reported a position, by id. Written only when a vehicle is seen for the first time.</summary>
internal sealed class Roster(ShardStore store)
{
    private const int Full = 400;

    public async Task Add(IReadOnlyList<string> vehicles)
    {
        if (vehicles.Count == 0) return;
        var index = await Index();
        foreach (var vehicle in vehicles)
        {
            var at = index.Find(vehicle);
            var ids = (await Part(index.Parts[at].Number)).ToList();
            var place = ids.BinarySearch(vehicle, StringComparer.Ordinal);
            if (place >= 0) continue;
            ids.Insert(~place, vehicle);
            if (ids.Count >= Full)
            {
                var (half, number) = (ids[(Full / 2)..], index.Parts.Count);
                ids.RemoveRange(Full / 2, half.Count);
                await Put(number, half);
                index = new RosterIndex([.. index.Parts.Take(at + 1), new RosterSpan(half[0], number), .. index.Parts.Skip(at + 1)]);
                await store.Set(StateNames.RosterIndex, index);
            }

            await Put(index.Parts[at].Number, ids);
        }
    }

    public async Task Remove(string vehicle)
    {
        var index = await Index();
        var number = index.Parts[index.Find(vehicle)].Number;
        var ids = (await Part(number)).ToList();
        if (ids.Remove(vehicle)) await Put(number, ids);
    }

    /// <summary>The next ids after one, in rising order.</summary>
    public async Task<List<string>> After(string id, int limit)
    {
        var (index, ids) = (await Index(), new List<string>());
        for (var at = index.Find(id); at < index.Parts.Count && ids.Count < limit; at++)
            ids.AddRange((await Part(index.Parts[at].Number)).Where(other => string.CompareOrdinal(other, id) > 0).Take(limit - ids.Count));
        return ids;
    }

    /// <summary>How many vehicles are listed.</summary>
    public async Task<int> Count()
    {
        var count = 0;
        foreach (var part in (await Index()).Parts) count += (await Part(part.Number)).Count;
        return count;
    }

    private ValueTask<RosterIndex> Index() => store.Get(StateNames.RosterIndex, RosterIndex.Empty);

    private async Task<IReadOnlyList<string>> Part(int number) => (await store.Get(StateNames.Roster(number), RosterPart.Empty)).Vehicles;

    private Task Put(int number, List<string> ids) => store.Set(StateNames.Roster(number), new RosterPart(ids));
}
