using Fleet.Runtime.PubSub;

namespace Fleet.Tests.Components.PubSub;

/// <summary>What every broker owes that several sidecars share.</summary>
public abstract class ConsumerGroupSpec : PubSubSpec
{
    [Fact]
    public async Task Each_group_gets_every_message_and_instances_of_one_app_share_them()
    {
        var first = await StartInstanceAsync("a");
        var second = await StartInstanceAsync("a");
        var other = await StartInstanceAsync("b");
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

    /// <summary>A broker whose app has several instances.</summary>
    protected virtual Task<IPubSub> StartInstanceAsync(string appId) => StartAsync(appId);
}
