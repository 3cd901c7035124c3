using System.Collections.Concurrent;
using System.Threading.Channels;
using Fleet.Runtime.Scheduler;
using Fleet.Runtime.Testing;
using Fleet.Tests.Shared;
using Microsoft.Extensions.Logging.Abstractions;

namespace Fleet.Tests.Unit.Runtime.Scheduler;

/// <summary>What is called when, and what outlives a restart.</summary>
public sealed class DurableSchedulerTests : IAsyncDisposable
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private readonly VirtualTime time = new(Start);
    private readonly KeepingStore store = new();
    private readonly Target target = new();
    private DurableScheduler scheduler;

    public DurableSchedulerTests() => scheduler = NewScheduler();

    [Fact]
    public async Task A_single_call_is_made_once_and_forgotten()
    {
        scheduler.Attach("t", target);
        await scheduler.AddAsync(Item("a", Start.AddHours(1)), overwrite: true);
        time.Advance(TimeSpan.FromMinutes(59));
        Assert.NotNull(await scheduler.FindAsync("a"));
        time.Advance(TimeSpan.FromMinutes(1));
        await target.CalledAsync("a");
        await GoneAsync("a");
        Assert.Empty(store.Items);
    }

    [Fact]
    public async Task A_failed_call_is_made_three_times_more_a_second_apart()
    {
        scheduler.Attach("t", target);
        target.Outcome = CallOutcome.Failed;
        await scheduler.AddAsync(Item("a", Start), overwrite: true);
        for (var i = 0; i < 4; i++)
        {
            await target.CalledAsync("a");
            await Waiting.UntilAsync(() => time.NextDue is not null || store.Items.IsEmpty);
            time.Advance(TimeSpan.FromSeconds(1));
        }

        await GoneAsync("a");
        Assert.Equal(4, target.Calls);
    }

    [Fact]
    public async Task A_period_goes_on_after_a_call_that_was_given_up()
    {
        scheduler.Attach("t", target);
        target.Outcome = CallOutcome.Failed;
        await scheduler.AddAsync(Item("a", Start.AddSeconds(1), every: "@every 1h") with { OnFailure = FailurePolicy.Drop }, overwrite: true);
        time.Advance(TimeSpan.FromSeconds(1));
        await target.CalledAsync("a");
        await Waiting.UntilAsync(() => store.Items["a"].Due == Start.AddSeconds(3601));
        time.Advance(TimeSpan.FromHours(1));
        await target.CalledAsync("a");
    }

    [Fact]
    public async Task The_number_of_calls_and_the_expiry_end_a_period()
    {
        scheduler.Attach("t", target);
        await scheduler.AddAsync(Item("counted", Start.AddHours(1), every: "@every 1h") with { CallsLeft = 3 }, overwrite: true);
        await scheduler.AddAsync(Item("expiring", Start.AddHours(1), every: "@every 1h") with { ExpiresAt = Start.AddHours(2.5) }, overwrite: true);
        Assert.True(await time.AdvanceUntilAsync(() => Task.FromResult(store.Items.IsEmpty), TimeSpan.FromMinutes(30), TimeSpan.FromDays(2)));
        Assert.Equal(3, target.Names.Count(name => name == "counted"));
        Assert.Equal(2, target.Names.Count(name => name == "expiring"));
    }

    [Fact]
    public async Task A_call_waits_for_its_target_and_what_was_missed_comes_once()
    {
        await scheduler.AddAsync(Item("a", Start.AddHours(1), every: "@every 1h"), overwrite: true);
        time.Advance(TimeSpan.FromHours(10.5));
        Assert.Equal(0, target.Calls);
        scheduler.Attach("t", target);
        await target.CalledAsync("a");
        await Waiting.UntilAsync(() => store.Items["a"].Due == Start.AddHours(11));
        Assert.Equal(1, target.Calls);
    }

    [Fact]
    public async Task What_is_to_come_outlives_a_restart_and_comes_at_its_time()
    {
        await scheduler.AddAsync(Item("missed", Start.AddHours(1)), overwrite: true);
        await scheduler.AddAsync(Item("later", Start.AddHours(3)), overwrite: true);
        await scheduler.DisposeAsync();
        time.Advance(TimeSpan.FromHours(2));
        scheduler = NewScheduler();
        scheduler.Attach("t", target);
        await target.CalledAsync("missed");
        await GoneAsync("missed");
        time.Advance(TimeSpan.FromHours(1));
        await target.CalledAsync("later");
    }

    [Fact]
    public async Task A_second_of_the_same_key_replaces_the_first_or_is_refused()
    {
        scheduler.Attach("t", target);
        Assert.True(await scheduler.AddAsync(Item("a", Start.AddHours(1)), overwrite: false));
        Assert.False(await scheduler.AddAsync(Item("a", Start.AddHours(2)), overwrite: false));
        Assert.True(await scheduler.AddAsync(Item("a", Start.AddHours(2)), overwrite: true));
        time.Advance(TimeSpan.FromHours(1.5));
        Assert.Equal(0, target.Calls);
        time.Advance(TimeSpan.FromHours(0.5));
        await target.CalledAsync("a");
    }

    [Fact]
    public async Task What_was_deleted_does_not_come_also_when_it_waits_for_its_target()
    {
        await scheduler.AddAsync(Item("a", Start.AddHours(1)), overwrite: true);
        await scheduler.AddAsync(Item("b", Start.AddHours(1)), overwrite: true);
        time.Advance(TimeSpan.FromHours(1));
        await scheduler.DeleteAsync("a");
        scheduler.Attach("t", target);
        await target.CalledAsync("b");
        Assert.Equal(["b"], target.Names);
    }

    [Fact]
    public async Task Several_of_one_name_take_turns_and_one_that_left_is_not_called()
    {
        var other = new Target();
        using var first = scheduler.Attach("t", target);
        var second = scheduler.Attach("t", other);
        for (var i = 0; i < 4; i++)
            await scheduler.AddAsync(Item($"{i}", Start.AddSeconds(1)), overwrite: true);
        time.Advance(TimeSpan.FromSeconds(1));
        await Waiting.UntilAsync(() => store.Items.IsEmpty);
        Assert.Equal((2, 2), (target.Calls, other.Calls));
        second.Dispose();
        await scheduler.AddAsync(Item("last", Start.AddSeconds(2)), overwrite: true);
        time.Advance(TimeSpan.FromSeconds(1));
        await Waiting.UntilAsync(() => store.Items.IsEmpty);
        Assert.Equal(3, target.Calls);
    }

    public async ValueTask DisposeAsync() => await scheduler.DisposeAsync();

    private static ScheduledItem Item(string key, DateTimeOffset due, string? every = null)
    {
        Recurrence? repeat = null;
        Assert.True(every is null || Recurrence.TryParse(every, out repeat));
        return new ScheduledItem(key, "t", "{}"u8.ToArray(), due, repeat, null, null, FailurePolicy.Default);
    }

    private DurableScheduler NewScheduler() => new(store, time, NullLogger.Instance);

    private async Task GoneAsync(string key)
    {
        await Waiting.UntilAsync(async () => await scheduler.FindAsync(key) is null);
    }

    private sealed class Target : IScheduledTarget
    {
        private readonly Channel<string> calls = Channel.CreateUnbounded<string>();
        private readonly ConcurrentQueue<string> names = new();

        public CallOutcome Outcome { get; set; } = CallOutcome.Done;

        public int Calls => names.Count;

        public string[] Names => [.. names];

        public Task<CallOutcome> CallAsync(ScheduledItem item, CancellationToken cancellationToken)
        {
            names.Enqueue(item.Key);
            calls.Writer.TryWrite(item.Key);
            return Task.FromResult(Outcome);
        }

        public async Task CalledAsync(string key) => Assert.Equal(key, await calls.Reader.ReadAsync(TestContext.Current.CancellationToken));
    }

    private sealed class KeepingStore : IScheduleStore
    {
        public ConcurrentDictionary<string, ScheduledItem> Items { get; } = new(StringComparer.Ordinal);

        public Task<IReadOnlyList<ScheduledItem>> LoadAsync(CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<ScheduledItem>>([.. Items.Values]);

        public Task SaveAsync(ScheduledItem item)
        {
            Items[item.Key] = item;
            return Task.CompletedTask;
        }

        public Task DeleteAsync(string key)
        {
            Items.TryRemove(key, out _);
            return Task.CompletedTask;
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
