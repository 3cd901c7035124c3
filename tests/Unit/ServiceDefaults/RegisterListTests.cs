using Fleet.ServiceDefaults;
using Fleet.ServiceDefaults.Registers;

namespace Fleet.Tests.Unit.ServiceDefaults;

public sealed class RegisterListTests
{
    private static readonly DateTimeOffset Start = new(2026, 3, 14, 12, 0, 0, TimeSpan.Zero);
    private readonly List<int>[] shards = [[], [], []];

    [Theory]
    [InlineData(0, 5)]
    [InlineData(4, 5)]
    [InlineData(5, 5)]
    [InlineData(6, 5)]
    [InlineData(57, 5)]
    [InlineData(300, 100)]
    public async Task Pages_bring_every_entry_once_newest_first(int count, int limit)
    {
        for (var i = 0; i < count; i++) shards[i * 7 % 3].Add(i);
        Assert.Equal(Enumerable.Range(0, count).Reverse(), await All(limit, keep: null));
    }

    [Fact]
    public async Task A_filtered_list_brings_what_belongs_to_it_and_nothing_else()
    {
        for (var i = 0; i < 1_000; i++) shards[i % 3].Add(i);
        Assert.Equal(Enumerable.Range(0, 1_000).Where(i => i % 50 == 0).Reverse(), await All(7, keep: i => i % 50 == 0));
    }

    [Fact]
    public async Task What_is_registered_meanwhile_does_not_disturb_the_pages_that_follow()
    {
        for (var i = 0; i < 10; i++) shards[i % 3].Add(i);
        var first = await List(new PageRequest(4, null), null);
        for (var i = 10; i < 20; i++) shards[i % 3].Add(i);
        var second = await List(new PageRequest(100, first.NextCursor), null);
        Assert.Equal([5, 4, 3, 2, 1, 0], second.Data);
    }

    [Theory]
    [InlineData("fin_123")]
    [InlineData("1.2")]
    [InlineData("1.2.x")]
    [InlineData("1.-2.3")]
    public async Task A_cursor_of_something_else_is_refused(string cursor)
    {
        var refused = await Assert.ThrowsAsync<RequestRefusedException>(() => List(new PageRequest(null, cursor), null));
        Assert.Equal(("bad_cursor", "starting_after"), (refused.Code, refused.Param));
    }

    private async Task<List<int>> All(int limit, Func<int, bool>? keep)
    {
        var all = new List<int>();
        for (string? cursor = null; ;)
        {
            var page = await List(new PageRequest(limit, cursor), keep);
            Assert.True(page.Data.Count <= limit);
            all.AddRange(page.Data);
            if (!page.HasMore) return all;
            cursor = page.NextCursor;
        }
    }

    private Task<Page<int>> List(PageRequest request, Func<int, bool>? keep) =>
        RegisterList.Read(request, [.. shards.Select(shard => new RegisterSource<int>((read, _) => Task.FromResult(Slice(shard, read)), keep is null ? request.Size() + 1 : 20))], i => Start.AddSeconds(i), keep, CancellationToken.None);

    private static RegisterSlice<int> Slice(List<int> shard, RegisterRead read)
    {
        var before = (int)Math.Min(read.Before ?? shard.Count, shard.Count);
        return new([.. Enumerable.Range(0, before).Reverse().Take(read.Limit).Select(position => new Registered<int>(position, shard[position]))]);
    }
}
