using Fleet.Runtime.Components;
using Fleet.Runtime.Hosting;
using Fleet.Runtime.PubSub;
using Microsoft.Extensions.Logging.Abstractions;

namespace Fleet.Tests.Components.PubSub;

public sealed class SqlitePubSubTests : ConsumerGroupSpec
{
    protected override Task<IPubSub> StartAsync(string appId = "app") => StartAsync(appId, maxQueueLength: 100_000);

    [Fact]
    public async Task What_nobody_has_subscribed_to_waits_for_the_first_group_also_over_a_restart()
    {
        var broker = await StartAsync();
        await broker.PublishAsync("t", [Message("1"), Message("2")], Cancellation);
        await Bench.RestartAsync();
        broker = await StartAsync();
        var inbox = new Inbox();

        await using var subscription = await broker.SubscribeAsync(inbox.Of("t", concurrency: 1), Cancellation);

        Assert.Equal("1", await inbox.NextAsync());
        Assert.Equal("2", await inbox.NextAsync());
    }

    [Fact]
    public async Task After_a_restart_only_what_was_not_processed_comes_again()
    {
        var broker = await StartAsync();
        var inbox = new Inbox { Fails = (text, _) => text == "2" };
        var subscription = await broker.SubscribeAsync(inbox.Of("t"), Cancellation);
        await broker.PublishAsync("t", [Message("1"), Message("2"), Message("3")], Cancellation);
        HashSet<string> seen = [];
        while (seen.Count < 3)
            seen.Add(await inbox.NextAsync());
        await subscription.DisposeAsync();

        await Bench.RestartAsync();
        broker = await StartAsync();
        await broker.PublishAsync("t", [Message("4")], Cancellation);
        inbox = new Inbox();
        await using var again = await broker.SubscribeAsync(inbox.Of("t", concurrency: 1), Cancellation);

        Assert.Equal("2", await inbox.NextAsync());
        Assert.Equal("4", await inbox.NextAsync());
    }

    [Fact]
    public async Task What_was_published_before_a_crash_is_delivered_after_it()
    {
        var broker = await StartAsync();
        await Task.WhenAll(Enumerable.Range(0, 200).Select(i => broker.PublishAsync("t", [Message($"{i}")], Cancellation)));

        await Bench.CrashAsync();
        broker = await StartAsync();
        var inbox = new Inbox();
        await using var subscription = await broker.SubscribeAsync(inbox.Of("t"), Cancellation);

        HashSet<string> seen = [];
        while (seen.Count < 200)
            seen.Add(await inbox.NextAsync());
    }

    [Fact]
    public async Task A_group_that_is_away_finds_its_messages_when_it_comes_back()
    {
        var a = await StartAsync("a");
        var b = await StartAsync("b");
        await (await b.SubscribeAsync(new Inbox().Of("t"), Cancellation)).DisposeAsync();
        var inbox = new Inbox();
        await using (await a.SubscribeAsync(inbox.Of("t"), Cancellation))
        {
            await a.PublishAsync("t", [Message("1")], Cancellation);
            Assert.Equal("1", await inbox.NextAsync());
        }

        await Bench.RestartAsync();
        a = await StartAsync("a");
        b = await StartAsync("b");
        var (taken, late) = (new Inbox(), new Inbox());
        await using var one = await a.SubscribeAsync(taken.Of("t"), Cancellation);
        await using var two = await b.SubscribeAsync(late.Of("t"), Cancellation);

        Assert.Equal("1", await late.NextAsync());
        await a.PublishAsync("t", [Message("2")], Cancellation);
        Assert.Equal("2", await taken.NextAsync());
    }

    [Fact]
    public async Task A_full_queue_takes_nothing_more_until_there_is_room()
    {
        var broker = await StartAsync("app", maxQueueLength: 3);
        await broker.PublishAsync("t", [Message("1"), Message("2")], Cancellation);

        await Assert.ThrowsAsync<BrokerFullException>(() => broker.PublishAsync("t", [Message("3"), Message("4")], Cancellation));
        await broker.PublishAsync("other", [Message("x")], Cancellation);

        var inbox = new Inbox();
        await using var subscription = await broker.SubscribeAsync(inbox.Of("t"), Cancellation);
        await inbox.NextAsync();
        await inbox.NextAsync();
        while (true)
        {
            try
            {
                await broker.PublishAsync("t", [Message("3"), Message("4")], Cancellation);
                break;
            }
            catch (BrokerFullException)
            {
                await Task.Yield();
            }
        }
    }

    [Fact]
    public async Task A_bulk_subscription_gets_many_at_a_time()
    {
        var broker = await StartAsync();
        await broker.PublishAsync("t", [.. Enumerable.Range(0, 100).Select(i => Message($"{i}"))], Cancellation);
        var inbox = new Inbox();

        await using var subscription = await broker.SubscribeAsync(inbox.Of("t", max: 50, concurrency: 1), Cancellation);

        for (var i = 0; i < 100; i++)
            Assert.Equal($"{i}", await inbox.NextAsync());
        Assert.Equal(50, inbox.LargestDelivery);
    }

    [Fact]
    public async Task A_queue_longer_than_memory_keeps_comes_from_the_file()
    {
        var broker = await StartAsync();
        for (var i = 0; i < 3; i++)
            await broker.PublishAsync("t", [.. Enumerable.Range(0, 1000).Select(k => Message($"{(i * 1000) + k}"))], Cancellation);
        var inbox = new Inbox();

        await using var subscription = await broker.SubscribeAsync(inbox.Of("t", max: 100, concurrency: 1), Cancellation);

        for (var i = 0; i < 3000; i++)
            Assert.Equal($"{i}", await inbox.NextAsync());
    }

    [Fact]
    public async Task A_group_that_falls_behind_while_others_publish_gets_every_message_once()
    {
        const int publishers = 4, each = 1500;
        var fast = await StartAsync("fast");
        var slow = await StartAsync("slow");
        var (quick, late) = (new Inbox(), new Inbox());
        await using var first = await fast.SubscribeAsync(quick.Of("t", max: 100), Cancellation);
        await (await slow.SubscribeAsync(late.Of("t"), Cancellation)).DisposeAsync();

        var publishing = Enumerable.Range(0, publishers).Select(publisher => Task.Run(async () =>
        {
            for (var i = 0; i < each; i++)
                await fast.PublishAsync("t", [Message($"{publisher}-{i}")], Cancellation);
        })).ToList();
        await using var second = await slow.SubscribeAsync(late.Of("t", max: 10, concurrency: 1), Cancellation);
        await Task.WhenAll(publishing);

        foreach (var inbox in new[] { quick, late })
        {
            var got = new HashSet<string>(StringComparer.Ordinal);
            for (var i = 0; i < publishers * each; i++)
                Assert.True(got.Add(await inbox.NextAsync()));
        }
    }

    [Fact]
    public async Task A_queue_of_large_messages_outlives_a_restart_half_way()
    {
        var broker = await StartAsync();
        var filler = new string('x', 200_000);
        for (var i = 0; i < 60; i++)
            await broker.PublishAsync("t", [Message($"{i} {filler}")], Cancellation);
        var before = new Inbox();
        await using (await broker.SubscribeAsync(before.Of("t", concurrency: 1), Cancellation))
        {
            for (var i = 0; i < 25; i++)
                Assert.StartsWith($"{i} ", await before.NextAsync(), StringComparison.Ordinal);
        }

        await Bench.RestartAsync();
        broker = await StartAsync();
        await broker.PublishAsync("t", [Message("60 last")], Cancellation);
        var after = new Inbox();
        await using var subscription = await broker.SubscribeAsync(after.Of("t", concurrency: 1), Cancellation);

        for (var i = before.Seen; i <= 60; i++)
            Assert.StartsWith($"{i} ", await after.NextAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_second_runtime_over_the_same_queues_does_not_start()
    {
        await StartAsync();
        await using var second = new SharedServices(Bench.Options);
        var context = new ComponentContext(
            "it", "app", new ComponentMetadata([KeyValuePair.Create("connectionString", "pubsub.db")]), second, NullLogger.Instance);
        await using var broker = SqlitePubSub.Type.Create(context);

        var failure = await Assert.ThrowsAsync<ComponentException>(() => broker.InitAsync(Cancellation));

        Assert.Matches("^another process delivers from these queues .*pubsub.db.owner.*fleet run -f.*pubsub.redis$", failure.Message);
    }

    [Fact]
    public async Task A_folder_that_is_missing_is_named()
    {
        await using var shared = new SharedServices(Bench.Options);
        var context = new ComponentContext(
            "it", "app", new ComponentMetadata([KeyValuePair.Create("connectionString", "nowhere/pubsub.db")]), shared, NullLogger.Instance);
        await using var broker = SqlitePubSub.Type.Create(context);

        var failure = await Assert.ThrowsAsync<ComponentException>(() => broker.InitAsync(Cancellation));

        Assert.Matches("^the folder .*nowhere is missing$", failure.Message);
    }

    private Task<IPubSub> StartAsync(string appId, int maxQueueLength) => Bench.StartAsync<IPubSub>(
        SqlitePubSub.Type, appId, ("connectionString", "pubsub.db"), ("maxQueueLength", $"{maxQueueLength}"));
}
