
namespace Fleet.Tests.Services.DueBooks;

public sealed class DueBookCrashTests
{
    private static readonly DateTimeOffset DueAt = BookKeeper.Noon.AddMinutes(10);

    [Fact]
    public async Task A_crash_in_the_middle_of_a_run_repeats_one_batch_at_most()
    {
        await using var keeper = await BookKeeper.Start();
        var (reached, held) = (new TaskCompletionSource(), new TaskCompletionSource());
        keeper.Diary.Answer = async batch =>
        {
            if (keeper.Diary.Batches.Count == 5)
            {
                reached.SetResult();
                await held.Task;
            }

            return [.. batch];
        };
        await keeper.Enter(Due.Items(1_000, DueAt));
        keeper.Host.Time.Advance(TimeSpan.FromMinutes(10));
        await keeper.Host.UntilAsync(() => reached.Task.IsCompleted);

        await keeper.Crash();
        await keeper.StepUntilDone(1_000);
        held.SetException(new OperationCanceledException());

        await keeper.UntilEmpty();
        Assert.Equal(1_000, keeper.Diary.Done.Distinct().Count());
        Assert.Equal(1_100, keeper.Diary.Batches.Sum(batch => batch.Count));
    }

    [Fact]
    public async Task Crashes_at_any_moment_lose_nothing()
    {
        await using var keeper = await BookKeeper.Start(shards: 2);
        var seed = Random.Shared.Next();
        TestContext.Current.TestOutputHelper?.WriteLine($"seed {seed}");
        var random = new Random(seed);
        await keeper.Enter(Due.Items(2_000, DueAt));
        keeper.Host.Time.Advance(TimeSpan.FromMinutes(10));

        for (var crash = 0; crash < 5; crash++)
        {
            await keeper.StepUntilDone(Math.Min(2_000, keeper.Diary.Done.Count + random.Next(300)));
            await keeper.Crash();
        }

        Assert.True(await keeper.Host.Time.AdvanceUntilAsync(
            () => Task.FromResult(keeper.Diary.Done.Distinct().Count() == 2_000), TimeSpan.FromSeconds(1), TimeSpan.FromDays(1)));
        await keeper.UntilEmpty();
    }

    [Fact]
    public async Task A_book_whose_time_passed_during_an_outage_runs_at_the_start()
    {
        await using var keeper = await BookKeeper.Start();
        await keeper.Enter(Due.Items(250, DueAt));

        await keeper.Outage(TimeSpan.FromHours(6));
        await keeper.StepUntilDone(250);

        Assert.InRange(keeper.Now, BookKeeper.Noon.AddHours(6), BookKeeper.Noon.AddHours(6).AddMinutes(5));
        Assert.Equal(250, keeper.Diary.Done.Distinct().Count());
    }

    [Fact]
    public async Task A_reminder_that_fires_early_or_twice_changes_nothing()
    {
        await using var keeper = await BookKeeper.Start();
        var items = Due.Items(950, DueAt);
        await keeper.Enter(items);
        await keeper.Fire("2026-05-01T121000-0");
        await keeper.Fire("2026-05-01T121000-0");
        await keeper.Host.UntilAsync(() => keeper.Now > BookKeeper.Noon.AddSeconds(10));
        Assert.Empty(keeper.Diary.Batches);

        keeper.Diary.Answer = async batch =>
        {
            await Task.WhenAll(keeper.Fire("2026-05-01T121000-0"), keeper.Fire("2026-05-01T121000-0"));
            return [.. batch];
        };
        await keeper.AdvanceUntilDone(TimeSpan.FromMinutes(9.8), 950);
        await keeper.UntilEmpty();
        await keeper.Fire("2026-05-01T121000-0");
        await keeper.UntilEmpty();
        Assert.Equal(items, keeper.Diary.Done);
    }

    [Fact]
    public async Task A_book_listens_to_the_run_that_began_last()
    {
        await using var keeper = await BookKeeper.Start();
        const string Book = "2026-05-01T121000-0";
        await keeper.Enter(Due.Items(250, DueAt));

        var first = await keeper.Next(Book, "a", null);
        var again = await keeper.Next(Book, "b", null);
        Assert.Equal(100, first.Items.Count);
        Assert.Equal(first.Items, again.Items);
        Assert.Empty((await keeper.Next(Book, "a", first.Number)).Items);

        var second = await keeper.Next(Book, "b", again.Number);
        Assert.Equal("item-00100", second.Items[0].Id);
        Assert.Empty((await keeper.Next(Book, "b", again.Number)).Items);
        await keeper.Enter(Due.Items(10, DueAt, "late"));
        var third = await keeper.Next(Book, "b", second.Number);
        Assert.Equal(60, third.Items.Count);
        await keeper.Enter(Due.Items(10, DueAt, "later"));
        Assert.Equal(["later-00000"], (await keeper.Next(Book, "b", third.Number)).Items.Take(1).Select(item => item.Id));
    }
}
