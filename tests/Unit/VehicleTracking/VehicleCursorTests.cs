using Fleet.VehicleTracking.Shards;

namespace Fleet.Tests.Unit.VehicleTracking;

public sealed class VehicleCursorTests
{
    private int read;

    [Theory]
    [InlineData("")]
    [InlineData("van-0300")]
    [InlineData("van-0999")]
    public async Task Vehicles_come_in_the_order_of_their_ids_each_read_once(string after)
    {
        var ids = Enumerable.Range(0, 1_000).Select(i => $"van-{i:0000}").ToList();
        var found = new List<string>();

        await foreach (var vehicle in new VehicleCursor((shard, query) => Read(ids, shard, query), chunk: 10).After(after)) found.Add(vehicle.Vehicle);

        Assert.Equal(ids.Where(id => string.CompareOrdinal(id, after) > 0), found);
        Assert.Equal(found.Count, read);
    }

    [Fact]
    public async Task No_more_is_read_than_a_chunk_a_shard_beyond_what_is_asked_for()
    {
        var ids = Enumerable.Range(0, 10_000).Select(i => $"van-{i:0000}").ToList();
        var seen = 0;

        await foreach (var _ in new VehicleCursor((shard, query) => Read(ids, shard, query), chunk: 10).After(""))
        {
            if (++seen == 5_000) break;
        }

        Assert.InRange(read, 5_000, 5_000 + (10 * ShardKey.Count));
    }

    private Task<VehiclesView> Read(IEnumerable<string> ids, int shard, VehiclesQuery query)
    {
        var found = ids.Where(id => ShardKey.Of(id) == shard && string.CompareOrdinal(id, query.AfterId) > 0).Take(query.Limit).ToList();
        Interlocked.Add(ref read, found.Count);
        return Task.FromResult(new VehiclesView([.. found.Select(id => new VehicleView(id, null, null))]));
    }
}
