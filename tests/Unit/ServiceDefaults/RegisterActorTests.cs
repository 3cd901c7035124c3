using Dapr.Actors;
using Dapr.Actors.Runtime;
using Fleet.ServiceDefaults.Registers;

namespace Fleet.Tests.Unit.ServiceDefaults;

public sealed class RegisterActorTests
{
    private readonly MemoryState state = new();

    [Fact]
    public async Task A_batch_is_one_transaction_and_reads_newest_first()
    {
        await Actor().Add(Batch(Enumerable.Range(0, 450)));
        Assert.Equal(1, state.Saves);
        var slice = await Actor().Read(new RegisterRead(null, 450));
        Assert.Equal(Enumerable.Range(0, 450).Reverse(), slice.Entries.Select(entry => entry.Entry));
        Assert.Equal(450, (await Actor().Head()).Totals["all"]);
    }

    [Theory]
    [InlineData(0, 10, new int[0])]
    [InlineData(3, 10, new[] { 2, 1, 0 })]
    [InlineData(201, 3, new[] { 200, 199, 198 })]
    [InlineData(9_999, 2, new[] { 249, 248 })]
    public async Task Reading_goes_on_from_a_position_over_page_borders(long before, int limit, int[] expected)
    {
        await Actor().Add(Batch(Enumerable.Range(0, 250)));
        Assert.Equal(expected, (await Actor().Read(new RegisterRead(before, limit))).Entries.Select(entry => entry.Entry));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_is_registered_is_not_registered_again(bool fresh)
    {
        var actor = Actor();
        await actor.Add(Batch([1, 2, 3], fresh: true));
        Assert.Equal(1, (await actor.Add(Batch([3, 4, 1], fresh))).Count);
        Assert.Equal([4, 3, 2, 1], (await actor.Read(new RegisterRead(null, 9))).Entries.Select(entry => entry.Entry));
        Assert.Equal(4, (await actor.Head()).Totals["all"]);
    }

    [Fact]
    public async Task A_shard_that_was_loaded_again_still_knows_what_it_has()
    {
        await Actor().Add(Batch([1, 2, 3], fresh: true));
        Assert.Equal(0, (await Actor().Add(Batch([1, 2, 3], fresh: true))).Count);
        Assert.Equal(3, (await Actor().Head()).Count);
    }

    [Fact]
    public async Task The_same_item_twice_in_a_batch_is_registered_once() =>
        Assert.Equal(1, (await Actor().Add(Batch([7, 7]))).Count);

    [Fact]
    public async Task A_failed_save_leaves_nothing_behind()
    {
        var actor = Actor();
        await actor.Add(Batch([1]));
        state.FailNextSave = true;
        await Assert.ThrowsAsync<InvalidOperationException>(() => actor.Add(Batch([2, 3])));
        Assert.Equal([1], (await actor.Read(new RegisterRead(null, 9))).Entries.Select(entry => entry.Entry));
        Assert.Equal(2, (await actor.Add(Batch([2, 3]))).Count);
        Assert.Equal([3, 2, 1], (await actor.Read(new RegisterRead(null, 9))).Entries.Select(entry => entry.Entry));
    }

    [Fact]
    public async Task Fresh_items_cost_no_read()
    {
        var actor = Actor();
        await actor.Add(Batch([1]));
        var reads = state.Reads;
        await actor.Add(Batch(Enumerable.Range(10, 100), fresh: true));
        Assert.Equal(reads, state.Reads);
    }

    [Fact]
    public async Task A_group_is_found_wherever_its_entries_stand()
    {
        var actor = Actor();
        await actor.Add(new RegisterBatch<int>([Item(1, group: "g")]));
        await actor.Add(Batch(Enumerable.Range(10, 300)));
        await actor.Add(new RegisterBatch<int>([Item(2, group: "g")]));
        Assert.Equal([1, 2], (await actor.Find(new RegisterFind("g"))).Entries.Select(entry => entry.Entry));
        Assert.Empty((await actor.Find(new RegisterFind("nobody"))).Entries);
    }

    private Shard Actor() => new(ActorHost.CreateForTest<Shard>(), state.For<RegisterHead, int[], RegisterPlace[]>());

    private static RegisterBatch<int> Batch(IEnumerable<int> numbers, bool fresh = false) => new([.. numbers.Select(number => Item(number, null, fresh))]);

    private static RegisterItem<int> Item(int number, string? group, bool fresh = false) => new("id-" + number, group ?? "group-" + number, number, fresh, ["all"]);

    public interface IShard : IActor;

    private sealed class Shard : RegisterActor<int>, IShard
    {
        public Shard(ActorHost host, IActorStateManager state)
            : base(host) => StateManager = state;
    }
}
