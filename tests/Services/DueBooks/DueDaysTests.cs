using Fleet.FineCollection.Domain.Calendars;
using Fleet.ServiceDefaults.DueBooks;

namespace Fleet.Tests.Services.DueBooks;

public sealed class DueDaysTests
{
    [Theory]
    [InlineData("Europe/Amsterdam", 2026, 3, 28)]
    [InlineData("Europe/Amsterdam", 2026, 3, 29)]
    [InlineData("Europe/Lisbon", 2026, 10, 24)]
    [InlineData("Europe/Lisbon", 2026, 10, 25)]
    [InlineData("Africa/Cairo", 2026, 4, 23)]
    [InlineData("Asia/Kathmandu", 2026, 6, 1)]
    public async Task What_ends_with_a_local_day_is_handled_when_the_day_is_over(string zoneId, int year, int month, int day)
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById(zoneId);
        var lastDay = new DateOnly(year, month, day);
        var over = LegalCalendar.StartOf(lastDay.AddDays(1), zone);
        await using var keeper = await BookKeeper.Start(at: over.AddHours(-30));
        await keeper.Enter(new DueItem("a", over, ""));

        keeper.Host.Time.Advance(TimeSpan.FromHours(30) - TimeSpan.FromSeconds(5));
        await keeper.Host.UntilAsync(() => keeper.Now >= over.AddSeconds(-1));
        Assert.Empty(keeper.Diary.Done);

        await keeper.AdvanceUntilDone(TimeSpan.Zero, 1);
        Assert.Equal(lastDay.AddDays(1), DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(keeper.Now, zone).DateTime));
        Assert.InRange(keeper.Now, over, over.AddSeconds(5));
    }

    [Fact]
    public async Task A_day_with_very_many_items_is_handled_in_batches_and_each_item_once()
    {
        const int Count = 100_000;
        await using var keeper = await BookKeeper.Start(shards: 4);
        var over = LegalCalendar.StartOf(new DateOnly(2026, 5, 2), TimeZoneInfo.FindSystemTimeZoneById("Europe/Amsterdam"));
        var begin = TimeProvider.System.GetTimestamp();
        foreach (var part in Due.Items(Count, over).Chunk(4_000)) await keeper.Enter(part);
        var entered = TimeProvider.System.GetElapsedTime(begin);

        keeper.Host.Time.Advance(over - keeper.Now);
        Assert.True(await keeper.Host.Time.AdvanceUntilAsync(
            () => Task.FromResult(keeper.Diary.Done.Count >= Count), TimeSpan.FromMilliseconds(50), TimeSpan.FromHours(1)));
        TestContext.Current.TestOutputHelper?.WriteLine($"entered in {entered}, handled in {TimeProvider.System.GetElapsedTime(begin) - entered}");

        await keeper.UntilEmpty();
        Assert.Equal(Count, keeper.Diary.Done.Count);
        Assert.Equal(Count, keeper.Diary.Done.Distinct().Count());
        Assert.All(keeper.Diary.Batches, batch => Assert.InRange(batch.Count, 1, 100));
        Assert.Empty(await keeper.StoredKeys());
    }
}
