using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace Fleet.Tests.Services.DueBooks;

public sealed class DueOverviewTests
{
    [Fact]
    public async Task Operators_see_what_waits_by_hour_page_by_page()
    {
        await using var keeper = await BookKeeper.Start(shards: 2);
        await keeper.Enter([.. Due.Items(30, BookKeeper.Noon.AddHours(2), "a"), .. Due.Items(20, BookKeeper.Noon.AddHours(2.5), "b"), .. Due.Items(7, BookKeeper.Noon.AddDays(40), "c")]);

        var first = await keeper.Overview("?limit=1");
        Assert.Equal(0, first.GetProperty("overdue").GetInt64());
        var hour = first.GetProperty("data")[0];
        Assert.Equal(BookKeeper.Noon.AddHours(2), hour.GetProperty("hour").GetDateTimeOffset());
        Assert.Equal((50, 4), (hour.GetProperty("waiting").GetInt64(), hour.GetProperty("books").GetInt32()));
        Assert.True(first.GetProperty("hasMore").GetBoolean());

        var second = await keeper.Overview("?limit=1&starting_after=" + first.GetProperty("nextCursor").GetString());
        Assert.Equal(7, second.GetProperty("data")[0].GetProperty("waiting").GetInt64());
        Assert.False(second.GetProperty("hasMore").GetBoolean());
    }

    [Fact]
    public async Task Operators_see_what_is_overdue_and_since_when()
    {
        await using var keeper = await BookKeeper.Start();
        var held = new TaskCompletionSource();
        keeper.Diary.Answer = async batch =>
        {
            await held.Task;
            return [.. batch];
        };
        await keeper.Enter(Due.Items(130, BookKeeper.Noon.AddMinutes(5)));
        keeper.Host.Time.Advance(TimeSpan.FromMinutes(5));
        await keeper.Host.UntilAsync(() => keeper.Diary.Batches.Count == 1);

        var view = await keeper.Overview();
        Assert.Equal(130, view.GetProperty("overdue").GetInt64());
        Assert.Equal(BookKeeper.Noon.AddMinutes(5), view.GetProperty("oldestOverdueAt").GetDateTimeOffset());
        held.SetResult();
        await keeper.UntilEmpty();
    }

    [Fact]
    public async Task A_cursor_that_is_no_hour_is_refused()
    {
        await using var keeper = await BookKeeper.Start();
        using var client = keeper.Client();
        using var answer = await client.GetAsync("/v1/deadlines?starting_after=tomorrow");
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal("invalid_cursor", (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("code").GetString());
    }
}
