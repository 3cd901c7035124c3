using Fleet.Runtime.Components;
using Fleet.Runtime.State;
using Fleet.Tests.Shared;

namespace Fleet.Tests.Components.State;

public sealed class RedisStateStoreTests() : StateStoreSpec(TimeProvider.System), IAsyncLifetime
{
    private RedisServer server = null!;

    protected override bool UndoesTransactions => false;

    protected override bool TellsEnds => false;

    protected override Type FirstWriteFailure => typeof(ComponentException);

    public async ValueTask InitializeAsync() => server = await RedisServer.StartAsync();

    [Fact]
    public async Task An_etag_does_not_count_with_last_write()
    {
        var store = await StartAsync();
        await store.WriteAsync(Set("k", "1"), Cancellation);
        await store.WriteAsync(Set("k", "2"), Cancellation);

        await store.WriteAsync(Set("k", "3") with { Etag = "1", LastWrite = true }, Cancellation);

        Assert.Equal("3", await TextAsync(store, "k"));
    }

    [Fact]
    public async Task An_etag_that_is_no_number_is_refused_as_such()
    {
        var store = await StartAsync();

        await Assert.ThrowsAsync<EtagInvalidException>(() => store.WriteAsync(Set("k", "1") with { Etag = "x" }, Cancellation));
    }

    [Fact]
    public async Task A_key_saved_with_first_write_takes_no_save_without_its_etag()
    {
        var store = await StartAsync();
        await store.WriteAsync(Set("k", "1") with { FirstWrite = true }, Cancellation);

        await Assert.ThrowsAsync<ComponentException>(() => store.WriteAsync(Set("k", "2"), Cancellation));
        await store.WriteAsync(Set("k", "3") with { Etag = "1" }, Cancellation);

        Assert.Equal("3", await TextAsync(store, "k"));
    }

    [Fact]
    public async Task A_default_time_to_live_is_for_values_without_one_of_their_own()
    {
        var store = await StartAsync(("ttlInSeconds", "30"));
        await store.WriteAsync(Set("default", "1"), Cancellation);
        await store.WriteAsync(Set("own", "1") with { Ttl = TimeSpan.FromSeconds(60) }, Cancellation);
        await store.TransactAsync([Set("never", "1") with { Ttl = TimeSpan.Zero }], Cancellation);

        await PassAsync(TimeSpan.FromSeconds(31));

        Assert.Null(await GetAsync(store, "default"));
        Assert.NotNull(await GetAsync(store, "own"));
        Assert.NotNull(await GetAsync(store, "never"));
    }

    [Fact]
    public async Task A_plain_text_of_others_is_read_and_replaced()
    {
        var store = await StartAsync();
        await RedisWire.SendAsync(server.Port, "SET", "k", "theirs");
        await RedisWire.SendAsync(server.Port, "HSET", "broken", "data", "1");

        Assert.Equal("theirs", await TextAsync(store, "k"));
        await store.WriteAsync(Set("k", "ours"), Cancellation);

        Assert.Equal("ours", await TextAsync(store, "k"));
        await Assert.ThrowsAsync<ComponentException>(() => GetAsync(store, "broken"));
    }

    protected override Task<ITransactionalStateStore> StartAsync() => StartAsync([]);

    protected override Task PassAsync(TimeSpan time) => RedisClock.PassAsync(server.Port, time);

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        if (server is not null)
            await server.DisposeAsync();
    }

    private Task<ITransactionalStateStore> StartAsync(params (string Name, string Value)[] metadata) =>
        Bench.StartAsync<ITransactionalStateStore>(RedisStateStore.Type, "app", [("redisHost", server.Host), .. metadata]);
}
