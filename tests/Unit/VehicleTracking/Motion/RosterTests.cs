using Fleet.VehicleTracking.Shards;

namespace Fleet.Tests.Unit.VehicleTracking.Motion;

public sealed class RosterTests
{
    [Fact]
    public async Task Every_vehicle_is_listed_once_in_order_whatever_order_they_were_seen_in()
    {
        var roster = new Roster(new ShardStore(new MemoryStates([])));
        var ids = Enumerable.Range(0, 3_000).Select(i => $"van-{i:00000}").ToArray();
        var seen = ids.Concat(ids.Take(500)).ToArray();
        new Random(20260501).Shuffle(seen);
        foreach (var chunk in seen.Chunk(100)) await roster.Add(chunk);

        var listed = new List<string>();
        for (var page = await roster.After("", 70); page.Count > 0; page = await roster.After(page[^1], 70)) listed.AddRange(page);

        Assert.Equal(ids, listed);
    }
}
