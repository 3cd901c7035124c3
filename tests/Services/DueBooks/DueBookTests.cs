using Fleet.ServiceDefaults.DueBooks;

namespace Fleet.Tests.Services.DueBooks;

public sealed class DueBookTests
{
    [Fact]
    public async Task An_item_is_handled_at_its_time_and_not_before()
    {
        await using var keeper = await BookKeeper.Start();
        await keeper.Enter(new DueItem("a", BookKeeper.Noon.AddHours(1), "7"));

        keeper.Host.Time.Advance(TimeSpan.FromMinutes(59.5));
        await keeper.Host.UntilAsync(() => keeper.Now >= BookKeeper.Noon.AddMinutes(59.7));
        Assert.Empty(keeper.Diary.Done);

        await keeper.AdvanceUntilDone(TimeSpan.FromSeconds(10), 1);
        Assert.Equal(new DueItem("a", BookKeeper.Noon.AddHours(1), "7"), Assert.Single(keeper.Diary.Done));
        await keeper.UntilEmpty();
    }

    [Fact]
    public async Task A_step_of_a_minute_comes_within_a_slot_after_it()
    {
        await using var keeper = await BookKeeper.Start(TimeSpan.FromSeconds(15));
        var dueAt = BookKeeper.Noon.AddSeconds(67);
        await keeper.Enter(new DueItem("a", dueAt, ""));

        await keeper.AdvanceUntilDone(TimeSpan.FromSeconds(65), 1);
        Assert.InRange(keeper.Now, dueAt, dueAt.AddSeconds(17));
    }

    [Fact]
    public async Task What_was_due_in_the_past_is_handled_at_once()
    {
        await using var keeper = await BookKeeper.Start();
        await keeper.Enter(new DueItem("a", BookKeeper.Noon.AddDays(-3), ""));

        await keeper.AdvanceUntilDone(TimeSpan.Zero, 1);
        Assert.InRange(keeper.Now, BookKeeper.Noon, BookKeeper.Noon.AddSeconds(5));
    }

    [Fact]
    public async Task A_book_is_handed_out_in_the_order_it_was_written_and_a_hundred_at_a_time()
    {
        await using var keeper = await BookKeeper.Start();
        var items = Due.Items(1_050, BookKeeper.Noon.AddHours(1));
        foreach (var part in items.Chunk(70)) await keeper.Enter(part);

        await keeper.AdvanceUntilDone(TimeSpan.FromHours(1), items.Length);
        Assert.Equal(items, keeper.Diary.Done);
        Assert.All(keeper.Diary.Batches, batch => Assert.InRange(batch.Count, 1, 100));
        await keeper.UntilEmpty();
    }

    [Fact]
    public async Task Entering_an_item_again_makes_it_come_once()
    {
        await using var keeper = await BookKeeper.Start();
        var items = Due.Items(50, BookKeeper.Noon.AddHours(1));
        await keeper.Enter(items);
        await keeper.Enter(items);

        await keeper.AdvanceUntilDone(TimeSpan.FromHours(1), 50);
        await keeper.UntilEmpty();
        Assert.Equal(items, keeper.Diary.Done);
    }

    [Fact]
    public async Task A_book_that_is_empty_leaves_neither_state_nor_reminder()
    {
        await using var keeper = await BookKeeper.Start();
        await keeper.Enter(Due.Items(250, BookKeeper.Noon.AddMinutes(10)));
        Assert.NotEmpty(await keeper.StoredKeys());

        await keeper.AdvanceUntilDone(TimeSpan.FromMinutes(10), 250);
        await keeper.UntilEmpty();
        Assert.Empty(await keeper.StoredKeys());
        var firings = keeper.Firings;
        keeper.Host.Time.Advance(TimeSpan.FromMinutes(10));
        await keeper.Host.UntilAsync(() => keeper.Now >= BookKeeper.Noon.AddMinutes(20.1));
        Assert.Equal(firings, keeper.Firings);
        await keeper.Enter(new DueItem("later", BookKeeper.Noon.AddMinutes(10), ""));
        await keeper.AdvanceUntilDone(TimeSpan.Zero, 251);
    }

    [Fact]
    public async Task What_fails_comes_again_after_a_pause_and_holds_up_nobody()
    {
        await using var keeper = await BookKeeper.Start();
        var items = Due.Items(150, BookKeeper.Noon.AddMinutes(10));
        keeper.Diary.Answer = batch => Task.FromResult<IReadOnlyCollection<DueItem>>([.. batch.Where(item => item.Id != "item-00003" || item.Attempts > 2)]);
        await keeper.Enter(items);

        await keeper.AdvanceUntilDone(TimeSpan.FromMinutes(10), 149);
        Assert.Equal(items.Where(item => item.Id != "item-00003"), keeper.Diary.Done);
        await keeper.StepUntilDone(150);
        Assert.Equal(items[3] with { Attempts = 3 }, keeper.Diary.Done.Last());
        Assert.InRange(keeper.Now, BookKeeper.Noon.AddMinutes(13.5), BookKeeper.Noon.AddMinutes(17));
        await keeper.UntilEmpty();
    }

    [Fact]
    public async Task A_handler_that_throws_has_done_nothing()
    {
        await using var keeper = await BookKeeper.Start();
        var calls = 0;
        keeper.Diary.Answer = batch => ++calls == 1 ? throw new InvalidOperationException("away") : Task.FromResult<IReadOnlyCollection<DueItem>>([.. batch]);
        await keeper.Enter(Due.Items(30, BookKeeper.Noon.AddMinutes(10)));

        keeper.Host.Time.Advance(TimeSpan.FromMinutes(10));
        await keeper.StepUntilDone(30);
        Assert.Equal(30, keeper.Diary.Done.Count);
    }

    [Fact]
    public async Task Items_can_be_entered_in_a_book_while_it_runs_even_by_its_handler()
    {
        await using var keeper = await BookKeeper.Start();
        var dueAt = BookKeeper.Noon.AddMinutes(10);
        keeper.Diary.Answer = async batch =>
        {
            if (batch[0].Id == "item-00000") await keeper.Enter(Due.Items(120, dueAt, "during"));
            return [.. batch];
        };
        await keeper.Enter(Due.Items(130, dueAt));

        await keeper.AdvanceUntilDone(TimeSpan.FromMinutes(10), 250);
        await keeper.UntilEmpty();
        Assert.Equal(250, keeper.Diary.Done.Distinct().Count());
        Assert.Equal(250, keeper.Diary.Done.Count);
    }
}
