using System.Globalization;
using Dapr.Actors;
using Dapr.Actors.Runtime;
using Fleet.ServiceDefaults.Indexes;

namespace Fleet.Tests.Unit.ServiceDefaults.Indexes;

public sealed class IndexActorTests
{
    private static readonly DateTimeOffset Start = new(2026, 3, 14, 12, 0, 0, TimeSpan.Zero);
    private readonly MemoryState state = new();

    [Fact]
    public async Task A_batch_is_one_transaction_and_every_list_reads_newest_first()
    {
        await Put(Actor(), [.. Enumerable.Range(0, 450).Select(number => Item(number, 1, number % 2 == 0 ? "even" : "odd"))]);
        Assert.Equal(1, state.Saves);
        Assert.Equal(Enumerable.Range(0, 450).Reverse(), await Rows("all", 450));
        Assert.Equal(Enumerable.Range(0, 225).Select(number => 448 - (2 * number)), await Rows("even", 450));
        Assert.Equal(225, (await Actor().Head()).Totals["even"]);
    }

    [Theory]
    [InlineData(1, 2, 3)]
    [InlineData(3, 1, 2)]
    [InlineData(2, 3, 2)]
    [InlineData(3, 3, 3)]
    public async Task The_newest_change_counts_in_whatever_order_changes_come(int first, int second, int third)
    {
        foreach (var sequence in (int[])[first, second, third]) await Put(Actor(), [Item(7, sequence, "s" + sequence)]);
        Assert.Equal([7], await Rows("s3", 9));
        Assert.Empty(await Rows("s2", 9));
        Assert.Empty(await Rows("s1", 9));
        Assert.Equal([7], await Rows("all", 9));
        Assert.Equal([("s3", 1L)], (await Actor().Head()).Totals.Select(total => (total.Key, total.Value)));
    }

    [Fact]
    public async Task What_is_known_costs_no_transaction()
    {
        await Put(Actor(), [Item(1, 2, "a")]);
        Assert.Equal(0, await Put(Actor(), [Item(1, 2, "a"), Item(1, 1, "b")]));
        Assert.Equal(1, state.Saves);
    }

    [Fact]
    public async Task A_failed_save_leaves_nothing_behind()
    {
        var actor = Actor();
        await Put(actor, [Item(1, 1, "a")]);
        state.FailNextSave = true;
        await Assert.ThrowsAsync<InvalidOperationException>(() => Put(actor, [Item(1, 2, "b"), Item(2, 1, "a")]));
        Assert.Equal([1], (await actor.Read(new IndexRead("a", null, null, 9))).Rows.Select(row => row.Row));
        Assert.Equal(2, await Put(actor, [Item(1, 2, "b"), Item(2, 1, "a")]));
        Assert.Equal([2], await Rows("a", 9));
        Assert.Equal([1], await Rows("b", 9));
    }

    [Fact]
    public async Task A_term_of_any_text_is_a_list_of_its_own()
    {
        string[] terms = ["plate:ÄÖ 1||x", "plate:ÄÖ 1||y", "all", new string('x', 5_000)];
        await Put(Actor(), [Item(1, 1, terms[0]), Item(2, 1, terms[1]), Item(3, 1, terms[2]), Item(4, 1, terms[3])]);
        Assert.Equal([1], await Rows(terms[0], 9));
        Assert.Equal([4, 3, 2, 1], await Rows("all", 9));
        Assert.Equal([4], await Rows(terms[3], 9));
        Assert.DoesNotContain(state.Saved.Keys, key => key.Length > 120 || key.Contains('|', StringComparison.Ordinal));
    }

    [Fact]
    public async Task Reading_is_bounded_by_instants_and_goes_on_from_a_place()
    {
        await Put(Actor(), [.. Enumerable.Range(0, 300).Select(number => Item(number, 1, "a"))]);
        var slice = await Actor().Read(new IndexRead("a", new IndexKey(Start.AddSeconds(250), ""), Start.AddSeconds(245), 100));
        Assert.Equal([249, 248, 247, 246, 245], slice.Rows.Select(row => row.Row));
    }

    [Fact]
    public async Task The_memory_of_a_shard_is_bounded()
    {
        var actor = Actor();
        for (var batch = 0; batch < 100; batch++) await Put(actor, [.. Enumerable.Range(batch * 100, 100).Select(number => Item(number, 1, "own:" + number))]);
        var reads = state.Reads;
        await actor.Read(new IndexRead("own:9999", null, null, 1));
        Assert.Equal(reads, state.Reads);
        await actor.Read(new IndexRead("own:3", null, null, 1));
        Assert.True(state.Reads > reads);
    }

    [Fact]
    public async Task A_generation_is_built_beside_the_one_that_is_read_and_the_old_one_leaves_nothing()
    {
        await Put(Actor(), [.. Enumerable.Range(0, 500).Select(number => Item(number, 1, "a"))]);
        await Actor().Begin(new IndexGeneration(2));
        await Put(Actor(), [Item(3, 2, "b"), Item(500, 1, "a")]);
        Assert.Equal(501, (await Rows("all", 999)).Count);
        await Actor().Put(new IndexBatch<int>([.. Enumerable.Range(0, 501).Select(number => Item(number, 1, "a"))], Generation: 2));
        await Actor().Switch(new IndexGeneration(2));
        Assert.Equal([3], await Rows("b", 9));
        Assert.Equal(Enumerable.Range(0, 501).Where(number => number != 3).Reverse(), await Rows("a", 999));
        while ((await Actor().Erase()).Pages > 0) Assert.Equal(501, (await Rows("all", 999)).Count);
        Assert.DoesNotContain(state.Saved.Keys, key => key.StartsWith("g1-", StringComparison.Ordinal));
        var pages = state.Saved.Values.OfType<IndexPage<int>>().ToList();
        Assert.Equal(pages.Sum(page => page.Branches?.Count ?? 0) + 3, pages.Count);
    }

    [Fact]
    public async Task Beginning_and_switching_again_does_nothing_and_a_half_built_generation_is_erased()
    {
        await Put(Actor(), [Item(1, 1, "a")]);
        await Actor().Begin(new IndexGeneration(2));
        await Actor().Put(new IndexBatch<int>([Item(1, 1, "a")], Generation: 2));
        await Actor().Begin(new IndexGeneration(3));
        await Actor().Put(new IndexBatch<int>([Item(1, 1, "late")], Generation: 2));
        await Actor().Put(new IndexBatch<int>([Item(1, 1, "a")], Generation: 3));
        await Actor().Begin(new IndexGeneration(3));
        await Actor().Switch(new IndexGeneration(3));
        await Actor().Switch(new IndexGeneration(3));
        while ((await Actor().Erase()).Pages > 0) Assert.Equal([1], await Rows("a", 9));
        Assert.Equal(["g3-a", "g3-all", "head"], state.Saved.Keys.Order());
        Assert.Equal(1, (await Actor().Head()).Totals["a"]);
    }

    private async Task<List<int>> Rows(string term, int limit) =>
        [.. (await Actor().Read(new IndexRead(term, null, null, limit))).Rows.Select(row => row.Row)];

    private static async Task<int> Put(Shard actor, IReadOnlyList<IndexItem<int>> items) => (await actor.Put(new IndexBatch<int>(items))).Changed;

    private static IndexItem<int> Item(int number, int sequence, string term) =>
        new("row_" + number.ToString("0000", CultureInfo.InvariantCulture), sequence, Start.AddSeconds(number), number, [term], [term]);

    private Shard Actor() => new(ActorHost.CreateForTest<Shard>(), state.For<IndexHead, IndexPage<int>>());

    public interface IShard : IActor;

    private sealed class Shard : IndexActor<int>, IShard
    {
        public Shard(ActorHost host, IActorStateManager state)
            : base(host) => StateManager = state;
    }
}
