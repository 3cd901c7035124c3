using Fleet.Runtime.State;

namespace Fleet.Tests.Components.State;

public sealed class InMemoryStateStoreTests : StateStoreSpec
{
    protected override Task<ITransactionalStateStore> StartAsync() => Bench.StartAsync<ITransactionalStateStore>(InMemoryStateStore.Type, "app");
}
