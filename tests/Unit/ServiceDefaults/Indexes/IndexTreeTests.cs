using FsCheck;
using FsCheck.Fluent;

namespace Fleet.Tests.Unit.ServiceDefaults.Indexes;

public sealed class IndexTreeTests
{
    private static readonly Gen<int> Seed = Gen.Choose(0, int.MaxValue - 1);

    [Fact]
    public void Whatever_is_put_and_removed_the_list_is_what_a_sorted_list_would_be() => Prop.ForAll(
        Seed.ToArbitrary(),
        seed =>
        {
            var (bench, random) = (new TreeBench(), new Random(seed));
            for (var round = 0; round < 4; round++)
            {
                Churn(bench, random, steps: 600, numbers: 1 + random.Next(2_000), removals: random.Next(10)).GetAwaiter().GetResult();
                if (bench.Mistake() is not null || !bench.Read().GetAwaiter().GetResult().SequenceEqual(bench.Expected())) return false;
            }

            var before = random.Next(2_000);
            return bench.Read(before, 30).GetAwaiter().GetResult().SequenceEqual(bench.Expected(before).Take(30));
        }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData(1)]
    [InlineData(-1)]
    [InlineData(7_919)]
    public async Task Long_lists_that_grow_at_either_end_or_anywhere_keep_their_order_and_their_bounds(int step)
    {
        const int Count = 20_000;
        var bench = new TreeBench();
        for (var i = 0; i < Count; i++) await bench.Put((int)((((long)i * step) % Count + Count) % Count), i);
        Assert.Null(bench.Mistake());
        Assert.Equal(bench.Expected(), await bench.Read());
        for (var i = 0; i < Count; i++)
            if (i % 100 != 0) await bench.Remove(i);
        Assert.Null(bench.Mistake());
        Assert.Equal(bench.Expected(), await bench.Read());
        Assert.InRange(bench.Pages, 1, 30);
        for (var i = 0; i < Count; i += 100) await bench.Remove(i);
        Assert.Equal(0, bench.Pages);
    }

    [Fact]
    public async Task A_list_that_grows_at_its_end_leaves_full_pages()
    {
        var bench = new TreeBench();
        for (var i = 0; i < 6_400; i++) await bench.Put(i, i);
        Assert.InRange(bench.Pages, 200, 205);
    }

    [Fact]
    public async Task A_look_and_a_change_cost_a_handful_of_pages_however_long_the_list_is()
    {
        var bench = new TreeBench();
        for (var i = 0; i < 30_000; i++) await bench.Put(i, i);
        Assert.Equal(3, await LoadsOf(bench, () => bench.Find(12_345)));
        Assert.InRange(await LoadsOf(bench, () => bench.Put(12_345, -1)), 1, 4);
        Assert.InRange(await LoadsOf(bench, () => bench.Remove(12_345)), 1, 4);
        Assert.InRange(await LoadsOf(bench, () => bench.Read(20_000, 20)), 3, 5);
        Assert.Null(await bench.Find(12_345));
    }

    private static async Task<int> LoadsOf(TreeBench bench, Func<Task> act)
    {
        var before = bench.Loads;
        await act();
        return bench.Loads - before;
    }

    private static async Task Churn(TreeBench bench, Random random, int steps, int numbers, int removals)
    {
        for (var i = 0; i < steps; i++)
        {
            var number = random.Next(numbers);
            if (random.Next(10) < removals) await bench.Remove(number);
            else await bench.Put(number, random.Next());
        }
    }
}
