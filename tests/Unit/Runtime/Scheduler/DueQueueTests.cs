using Fleet.Runtime.Scheduler;
using Fleet.Runtime.Testing;

namespace Fleet.Tests.Unit.Runtime.Scheduler;

/// <summary>What falls due, and when, on one timer.</summary>
public sealed class DueQueueTests : IDisposable
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private readonly VirtualTime time = new(Start);
    private readonly List<string> rung = [];
    private readonly DueQueue<string> queue;

    public DueQueueTests() => queue = new DueQueue<string>(time, rung.Add);

    [Fact]
    public void Things_come_in_the_order_of_their_times_and_ties_in_the_order_they_were_added()
    {
        queue.Add("late", Start.AddSeconds(3));
        queue.Add("first", Start.AddSeconds(1));
        queue.Add("second", Start.AddSeconds(1));
        time.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal(["first", "second"], rung);
        time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(["first", "second", "late"], rung);
    }

    [Fact]
    public void What_was_taken_back_does_not_come()
    {
        var kept = Enumerable.Range(0, 500).Select(i => queue.Add($"{i}", Start.AddSeconds(i + 1))).ToList();
        foreach (var entry in kept.Where((_, i) => i != 400))
            queue.Cancel(entry);
        Assert.Equal(1, queue.Count);
        time.Advance(TimeSpan.FromHours(1));
        Assert.Equal(["400"], rung);
        queue.Cancel(kept[400]);
        Assert.Equal(0, queue.Count);
    }

    [Fact]
    public void What_is_further_away_than_a_timer_counts_comes_in_time()
    {
        queue.Add("in a year", Start.AddDays(365));
        time.Advance(TimeSpan.FromDays(364.9));
        Assert.Empty(rung);
        time.Advance(TimeSpan.FromDays(0.1));
        Assert.Equal(["in a year"], rung);
    }

    [Fact]
    public void One_timer_serves_all()
    {
        for (var i = 1000; i > 0; i--)
            queue.Add($"{i}", Start.AddMinutes(i));
        Assert.Equal(Start.AddMinutes(1), time.NextDue);
    }

    [Fact]
    public async Task What_is_due_already_comes_without_the_clock_moving()
    {
        var came = new TaskCompletionSource<string>();
        using var own = new DueQueue<string>(time, came.SetResult);
        own.Add("now", Start);
        Assert.Equal("now", await came.Task.WaitAsync(TestContext.Current.CancellationToken));
    }

    public void Dispose() => queue.Dispose();
}
