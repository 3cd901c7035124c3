using Fleet.Runtime.Locks;

namespace Fleet.Tests.Components.Locks;

public sealed class InMemoryLockStoreTests : LockSpec
{
    protected override Task<ILockStore> StartAsync() => Bench.StartAsync<ILockStore>(InMemoryLockStore.Type, "app");
}
