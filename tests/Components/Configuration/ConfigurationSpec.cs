using System.Threading.Channels;
using Fleet.Runtime.Configuration;

namespace Fleet.Tests.Components.Configuration;

/// <summary>What every configuration store owes.</summary>
public abstract class ConfigurationSpec : IAsyncDisposable
{
    protected static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    protected ComponentBench Bench { get; } = new();

    protected abstract Task<IConfigurationStore> StartAsync();

    protected abstract Task SetAsync(string key, string value, string version = "");

    protected abstract Task RemoveAsync(string key);

    [Fact]
    public async Task Items_are_read_by_their_keys_or_all()
    {
        await SetAsync("a", "1");
        await SetAsync("b", "2", version: "7");
        var store = await StartAsync();

        Assert.Equal(["a"], (await store.GetAsync(["a", "none"], Cancellation)).Keys);
        Assert.Empty(await store.GetAsync(["none"], Cancellation));
        var all = await store.GetAsync([], Cancellation);
        Assert.Equal(["a", "b"], all.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(new ConfigurationItem("1"), all["a"]);
        Assert.Equal(new ConfigurationItem("2", "7"), all["b"]);
    }

    [Fact]
    public async Task A_change_is_told_to_who_subscribed_to_the_key_or_to_all()
    {
        await SetAsync("a", "1");
        await SetAsync("b", "1");
        var store = await StartAsync();
        var (one, all) = (new Heard(), new Heard());
        await using var first = await store.SubscribeAsync(["a"], one.TakeAsync, Cancellation);
        await using var second = await store.SubscribeAsync([], all.TakeAsync, Cancellation);

        await SetAsync("b", "2");
        Assert.Equal(("b", "2"), await all.NextAsync());
        await SetAsync("a", "2");
        Assert.Equal(("a", "2"), await all.NextAsync());
        Assert.Equal(("a", "2"), await one.NextAsync());
        await RemoveAsync("a");

        Assert.Equal(("a", null), await one.NextAsync());
        Assert.Equal(("a", null), await all.NextAsync());
        Assert.Empty(await store.GetAsync(["a"], Cancellation));
    }

    [Fact]
    public async Task Nothing_is_told_after_a_subscription_has_ended()
    {
        await SetAsync("a", "1");
        var store = await StartAsync();
        var (ended, other) = (new Heard(), new Heard());
        await (await store.SubscribeAsync(["a"], ended.TakeAsync, Cancellation)).DisposeAsync();
        await using var subscription = await store.SubscribeAsync(["a"], other.TakeAsync, Cancellation);

        await SetAsync("a", "2");

        Assert.Equal(("a", "2"), await other.NextAsync());
        Assert.Equal(0, ended.Waiting);
    }

    public virtual async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await Bench.DisposeAsync();
    }

    protected sealed class Heard
    {
        private readonly Channel<(string Key, string? Value)> changes = Channel.CreateUnbounded<(string, string?)>();

        public int Waiting => changes.Reader.Count;

        public Task TakeAsync(string key, ConfigurationItem? item) => changes.Writer.WriteAsync((key, item?.Value), Cancellation).AsTask();

        public async Task<(string Key, string? Value)> NextAsync() => await changes.Reader.ReadAsync(Cancellation);
    }
}
