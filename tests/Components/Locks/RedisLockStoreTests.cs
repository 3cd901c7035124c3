using Fleet.Runtime.Locks;
using Fleet.Tests.Shared;

namespace Fleet.Tests.Components.Locks;

public sealed class RedisLockStoreTests() : LockSpec(TimeProvider.System), IAsyncLifetime
{
    private RedisServer server = null!;

    public async ValueTask InitializeAsync() => server = await RedisServer.StartAsync();

    protected override Task<ILockStore> StartAsync() => Bench.StartAsync<ILockStore>(RedisLockStore.Type, "app", ("redisHost", server.Host));

    protected override Task PassAsync(TimeSpan time) => RedisClock.PassAsync(server.Port, time);

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        if (server is not null)
            await server.DisposeAsync();
    }
}
