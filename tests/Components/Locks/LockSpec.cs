using Fleet.Runtime.Locks;
using Fleet.Runtime.Testing;

namespace Fleet.Tests.Components.Locks;

/// <summary>What every lock store owes.</summary>
public abstract class LockSpec : IAsyncDisposable
{
    private static readonly TimeSpan HalfAMinute = TimeSpan.FromSeconds(30);

    protected static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    protected VirtualTime Time { get; } = new(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));

    protected ComponentBench Bench { get; }

    protected LockSpec(TimeProvider? time = null) => Bench = new ComponentBench(time ?? Time);

    protected abstract Task<ILockStore> StartAsync();

    protected virtual Task PassAsync(TimeSpan time)
    {
        Time.Advance(time);
        return Task.CompletedTask;
    }

    [Fact]
    public async Task A_lock_is_given_once_until_it_is_given_back()
    {
        var store = await StartAsync();
        Assert.True(await store.TryLockAsync("r", "a", HalfAMinute, Cancellation));

        Assert.False(await store.TryLockAsync("r", "b", HalfAMinute, Cancellation));
        Assert.False(await store.TryLockAsync("r", "a", HalfAMinute, Cancellation));
        Assert.True(await store.TryLockAsync("other", "b", HalfAMinute, Cancellation));

        Assert.Equal(UnlockStatus.LockBelongsToOthers, await store.UnlockAsync("r", "b", Cancellation));
        Assert.Equal(UnlockStatus.Success, await store.UnlockAsync("r", "a", Cancellation));
        Assert.Equal(UnlockStatus.LockDoesNotExist, await store.UnlockAsync("r", "a", Cancellation));
        Assert.True(await store.TryLockAsync("r", "b", HalfAMinute, Cancellation));
    }

    [Fact]
    public async Task A_lock_ends_by_itself()
    {
        var store = await StartAsync();
        await store.TryLockAsync("r", "a", HalfAMinute, Cancellation);

        await PassAsync(TimeSpan.FromSeconds(20));
        Assert.False(await store.TryLockAsync("r", "b", HalfAMinute, Cancellation));
        await PassAsync(TimeSpan.FromSeconds(10));

        Assert.Equal(UnlockStatus.LockDoesNotExist, await store.UnlockAsync("r", "a", Cancellation));
        Assert.True(await store.TryLockAsync("r", "b", HalfAMinute, Cancellation));
    }

    [Fact]
    public async Task The_end_of_a_lock_that_was_given_back_does_not_end_the_next()
    {
        var store = await StartAsync();
        await store.TryLockAsync("r", "a", HalfAMinute, Cancellation);
        await store.UnlockAsync("r", "a", Cancellation);
        await PassAsync(TimeSpan.FromSeconds(20));
        await store.TryLockAsync("r", "b", HalfAMinute, Cancellation);

        await PassAsync(TimeSpan.FromSeconds(20));

        Assert.False(await store.TryLockAsync("r", "c", HalfAMinute, Cancellation));
    }

    [Fact]
    public async Task Many_locks_that_are_given_back_do_not_change_the_end_of_another()
    {
        var store = await StartAsync();
        await store.TryLockAsync("r", "a", HalfAMinute, Cancellation);
        for (var i = 0; i < 200; i++)
        {
            Assert.True(await store.TryLockAsync("busy", "b", TimeSpan.FromHours(1), Cancellation));
            await store.UnlockAsync("busy", "b", Cancellation);
        }

        Assert.False(await store.TryLockAsync("r", "b", HalfAMinute, Cancellation));
        await PassAsync(HalfAMinute);

        Assert.True(await store.TryLockAsync("r", "b", HalfAMinute, Cancellation));
    }

    [Fact]
    public async Task Of_many_who_ask_at_one_time_one_gets_it_also_over_several_sidecars()
    {
        ILockStore[] stores = [await StartAsync(), await StartAsync()];

        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(i => stores[i % 2].TryLockAsync("r", $"{i}", HalfAMinute, Cancellation)));

        Assert.Equal(1, answers.Count(won => won));
    }

    public virtual async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await Bench.DisposeAsync();
    }
}
