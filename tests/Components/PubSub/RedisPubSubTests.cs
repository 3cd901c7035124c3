using Fleet.Runtime.PubSub;
using Fleet.Tests.Shared;

namespace Fleet.Tests.Components.PubSub;

public sealed class RedisPubSubTests : PubSubSpec, IAsyncLifetime
{
    private RedisServer server = null!;

    protected override bool KeepsContentTypes => false;

    public async ValueTask InitializeAsync() => server = await RedisServer.StartAsync();

    [Fact]
    public async Task Each_group_gets_every_message_and_instances_of_one_app_share_them()
    {
        // Long enough that what one instance has is not taken for lost by the other.
        const string patient = "1m";
        var first = await StartAsync("a", patient);
        var second = await StartAsync("a", patient);
        var other = await StartAsync("b", patient);
        var (shared, own) = (new Inbox(), new Inbox());
        await using var one = await first.SubscribeAsync(shared.Of("t"), Cancellation);
        await using var two = await second.SubscribeAsync(shared.Of("t"), Cancellation);
        await using var three = await other.SubscribeAsync(own.Of("t"), Cancellation);

        await first.PublishAsync("t", [.. Enumerable.Range(0, 100).Select(i => Message($"{i}"))], Cancellation);

        HashSet<string> seen = [];
        while (seen.Count < 100)
            seen.Add(await own.NextAsync());
        for (var i = 0; i < 100; i++)
            Assert.True(seen.Remove(await shared.NextAsync()));
        Assert.Empty(seen);
    }

    [Fact]
    public async Task What_was_published_before_the_first_subscription_comes_too()
    {
        var broker = await StartAsync();
        await broker.PublishAsync("t", [Message("1"), Message("2")], Cancellation);
        var inbox = new Inbox();

        await using var subscription = await broker.SubscribeAsync(inbox.Of("t"), Cancellation);

        Assert.Equal("1", await inbox.NextAsync());
        Assert.Equal("2", await inbox.NextAsync());
    }

    [Fact]
    public async Task What_a_subscription_leaves_unprocessed_comes_to_the_next()
    {
        var broker = await StartAsync();
        var failing = new Inbox { Fails = (_, _) => true };
        var subscription = await broker.SubscribeAsync(failing.Of("t"), Cancellation);
        await broker.PublishAsync("t", [Message("1")], Cancellation);
        await failing.NextAsync();
        await subscription.DisposeAsync();
        var inbox = new Inbox();

        await using var next = await broker.SubscribeAsync(inbox.Of("t"), Cancellation);

        Assert.Equal("1", await inbox.NextAsync());
    }

    [Fact]
    public async Task A_bulk_subscription_gets_many_at_a_time()
    {
        var broker = await StartAsync();
        await broker.PublishAsync("t", [.. Enumerable.Range(0, 100).Select(i => Message($"{i}"))], Cancellation);
        var inbox = new Inbox();

        await using var subscription = await broker.SubscribeAsync(inbox.Of("t", max: 50), Cancellation);

        for (var i = 0; i < 100; i++)
            Assert.Equal($"{i}", await inbox.NextAsync());
        Assert.InRange(inbox.LargestDelivery, 2, 50);
    }

    [Fact]
    public async Task A_server_that_lost_everything_gets_its_group_again()
    {
        var broker = await StartAsync();
        var inbox = new Inbox();
        await using var subscription = await broker.SubscribeAsync(inbox.Of("t"), Cancellation);
        await broker.PublishAsync("t", [Message("before")], Cancellation);
        Assert.Equal("before", await inbox.NextAsync());

        await server.RestartAsync();
        await broker.PublishAsync("t", [Message("after")], Cancellation);

        Assert.Equal("after", await inbox.NextAsync());
    }

    [Fact]
    public async Task A_message_that_the_stream_lost_is_taken_off_the_list()
    {
        var broker = await StartAsync();
        var inbox = new Inbox { Fails = (text, _) => text == "lost" };
        await using var subscription = await broker.SubscribeAsync(inbox.Of("t"), Cancellation);
        await broker.PublishAsync("t", [Message("lost")], Cancellation);
        await inbox.NextAsync();

        await RedisWire.SendAsync(server.Port, "XTRIM", "t", "MAXLEN", "0");

        while ((long)(await RedisWire.SendAsync(server.Port, "XPENDING", "t", "app"))![0]! > 0)
            await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System, Cancellation);
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        if (server is not null)
            await server.DisposeAsync();
    }

    protected override Task<IPubSub> StartAsync(string appId = "app") => StartAsync(appId, "100ms");

    private Task<IPubSub> StartAsync(string appId, string processingTimeout) => Bench.StartAsync<IPubSub>(
        RedisPubSub.Type, appId, ("redisHost", server.Host), ("concurrency", "1"), ("processingTimeout", processingTimeout), ("redeliverInterval", "20"));
}
