using Fleet.Runtime.Locks;

namespace Fleet.Tests.Components.Locks;

public sealed class SqliteLockStoreTests : LockSpec
{
    [Fact]
    public async Task A_lock_outlives_a_crash()
    {
        await (await StartAsync()).TryLockAsync("r", "a", TimeSpan.FromSeconds(30), Cancellation);

        await Bench.CrashAsync();
        var store = await StartAsync();

        Assert.False(await store.TryLockAsync("r", "b", TimeSpan.FromSeconds(30), Cancellation));
        Assert.Equal(UnlockStatus.Success, await store.UnlockAsync("r", "a", Cancellation));
    }

    protected override Task<ILockStore> StartAsync() => Bench.StartAsync<ILockStore>(SqliteLockStore.Type, "app", ("connectionString", "lock.db"));
}
