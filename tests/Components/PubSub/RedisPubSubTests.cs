using Fleet.Runtime.PubSub;
using Fleet.Tests.Shared;

namespace Fleet.Tests.Components.PubSub;

public sealed class RedisPubSubTests : ConsumerGroupSpec, IAsyncLifetime
{
    private RedisServer server = null!;

    protected override bool KeepsContentTypes => false;

    public async ValueTask InitializeAsync() => server = await RedisServer.StartAsync();

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
    public async Task Server_that_goes_and_comes_back_is_told_of_once_each()
    {
        var broker = await StartAsync();
        var (one, two) = (new Inbox(), new Inbox());
        await using var first = await broker.SubscribeAsync(one.Of("t"), Cancellation);
        await using var second = await broker.SubscribeAsync(two.Of("u"), Cancellation);

        await server.KillAsync();
        await Assert.ThrowsAnyAsync<Exception>(() => broker.PublishAsync("t", [Message("lost")], Cancellation));
        await Waiting.UntilAsync(() => Bench.Said.Any(line => line.Contains("is away", StringComparison.Ordinal)));
        await server.RestartAsync();
        await broker.PublishAsync("t", [Message("1")], Cancellation);
        await broker.PublishAsync("u", [Message("2")], Cancellation);
        Assert.Equal(("1", "2"), (await one.NextAsync(), await two.NextAsync()));

        // The server that comes back has lost the group, which is another thing to tell.
        Assert.Collection(
            Bench.Said.Where(line => !line.Contains("NOGROUP", StringComparison.Ordinal)),
            line => Assert.StartsWith($"Redis at {server.Host} is away: ", line, StringComparison.Ordinal),
            line => Assert.Equal($"Redis at {server.Host} is back", line));
    }

    [Fact]
    public async Task Messages_that_always_fail_do_not_keep_a_later_one_from_coming_again()
    {
        var broker = await StartAsync("app", "100ms", ("queueDepth", "2"));
        var inbox = new Inbox { Fails = (text, call) => text != "later" || call == 1 };
        await using var subscription = await broker.SubscribeAsync(inbox.Of("t"), Cancellation);

        await broker.PublishAsync("t", [Message("bad"), Message("worse"), Message("later")], Cancellation);

        List<string> came = [];
        while (came.Count(text => text == "later") < 2)
        {
            came.Add(await inbox.NextAsync());
            Assert.True(came.Count(text => text == "bad") < 20, "it never came again");
        }
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

        await Waiting.UntilAsync(async () => (long)(await RedisWire.SendAsync(server.Port, "XPENDING", "t", "app"))![0]! == 0);
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        if (server is not null)
            await server.DisposeAsync();
    }

    protected override Task<IPubSub> StartAsync(string appId = "app") => StartAsync(appId, "100ms");

    // Long enough that what one instance has is not taken for lost by the other.
    protected override Task<IPubSub> StartInstanceAsync(string appId) => StartAsync(appId, "1m");

    private Task<IPubSub> StartAsync(string appId, string processingTimeout, params (string Name, string Value)[] more) => Bench.StartAsync<IPubSub>(
        RedisPubSub.Type,
        appId,
        [("redisHost", server.Host), ("concurrency", "1"), ("processingTimeout", processingTimeout), ("redeliverInterval", "20"), .. more]);
}
