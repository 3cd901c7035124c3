namespace Fleet.Tests.Services.DueBooks;

public sealed class DueWatchTests
{
    private static readonly DateTimeOffset DueAt = BookKeeper.Noon.AddHours(10);

    [Fact]
    public async Task A_clock_that_jumps_while_the_reminder_is_registered_makes_the_book_no_later()
    {
        await using var keeper = await BookKeeper.Start();
        var jumps = 1;
        keeper.Diary.Sending = request =>
        {
            if (request.RequestUri!.OriginalString.Contains("/reminders/") && jumps-- > 0) keeper.Host.Time.Advance(TimeSpan.FromHours(8));
        };

        await keeper.Enter(Due.Items(20, DueAt));
        Assert.True(keeper.Now >= BookKeeper.Noon.AddHours(8));
        keeper.Host.Time.Advance(DueAt - keeper.Now);
        await keeper.StepUntilDone(20);

        Assert.InRange(keeper.Now, DueAt, DueAt.AddMinutes(5));
    }

    [Fact]
    public async Task A_service_that_starts_registers_the_reminders_that_the_scheduler_lost()
    {
        await using var keeper = await BookKeeper.Start();
        await keeper.Enter(Due.Items(20, DueAt));
        await keeper.LoseReminder("2026-05-01T220000-0");

        await keeper.Crash();
        keeper.Host.Time.Advance(DueAt - keeper.Now);
        await keeper.StepUntilDone(20);

        Assert.InRange(keeper.Now, DueAt, DueAt.AddMinutes(5));
        await keeper.UntilEmpty();
    }

    [Fact]
    public async Task A_book_that_nothing_reminds_is_woken_within_the_hour()
    {
        await using var keeper = await BookKeeper.Start();
        await keeper.Enter(Due.Items(20, DueAt));
        await keeper.LoseReminder("2026-05-01T220000-0");

        keeper.Host.Time.Advance(DueAt - keeper.Now);
        await keeper.StepUntilDone(20);

        Assert.InRange(keeper.Now, DueAt.AddMinutes(5), DueAt.AddHours(1.5));
        await keeper.UntilEmpty();
    }
}
