using Fleet.Runtime.Configuration;
using Fleet.Tests.Shared;

namespace Fleet.Tests.Components.Configuration;

public sealed class RedisConfigurationStoreTests : ConfigurationSpec, IAsyncLifetime
{
    private RedisServer server = null!;

    public async ValueTask InitializeAsync() => server = await RedisServer.StartAsync();

    [Fact]
    public async Task What_is_no_text_is_passed_over()
    {
        await SetAsync("a", "1");
        await RedisWire.SendAsync(server.Port, "HSET", "h", "f", "v");
        var store = await StartAsync();

        Assert.Equal(["a"], (await store.GetAsync([], Cancellation)).Keys);
    }

    [Fact]
    public async Task Changes_are_told_again_after_the_connection_was_lost()
    {
        var store = await StartAsync();
        var heard = new Heard();
        await using var subscription = await store.SubscribeAsync(["a"], heard.TakeAsync, Cancellation);

        await RedisWire.SendAsync(server.Port, "CLIENT", "KILL", "TYPE", "PUBSUB");
        while (heard.Waiting == 0)
        {
            await SetAsync("a", "1");
            await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System, Cancellation);
        }

        Assert.Equal(("a", "1"), await heard.NextAsync());
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        if (server is not null)
            await server.DisposeAsync();
    }

    protected override Task<IConfigurationStore> StartAsync() =>
        Bench.StartAsync<IConfigurationStore>(RedisConfigurationStore.Type, "app", ("redisHost", server.Host));

    protected override Task SetAsync(string key, string value, string version = "") =>
        RedisWire.SendAsync(server.Port, "SET", key, version.Length == 0 ? value : $"{value}||{version}");

    protected override Task RemoveAsync(string key) => RedisWire.SendAsync(server.Port, "DEL", key);
}
