using System.Collections.Concurrent;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using System.Threading.Channels;
using Fleet.Runtime.PubSub;
using Fleet.Runtime.Testing;
using Fleet.Tests.Shared;

namespace Fleet.Tests.Components.PubSub;

/// <summary>Consumers that hang or always fail cost neither memory nor messages.</summary>
public sealed class SqliteQueueUnderStressTests : IAsyncDisposable
{
    private readonly ComponentBench bench = new();
    private readonly ConcurrentDictionary<string, int> came = new(StringComparer.Ordinal);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => bench.DisposeAsync();

    [Fact]
    public async Task What_waits_for_a_consumer_that_hangs_is_not_in_memory_and_comes_when_it_answers()
    {
        const int Messages = 20_000;
        var broker = await StartAsync();
        var answers = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var subscription = await SubscribeAsync(broker, async text =>
        {
            await answers.Task;
            return true;
        });

        var published = new List<WeakReference>(Messages);
        for (var first = 0; first < Messages; first += 500)
            await PublishAsync(broker, first, 500, published);

        Assert.InRange(InMemory(published), 1, Messages / 5);
        answers.SetResult();
        await CameAsync(Messages);
    }

    [Fact]
    public async Task A_delivery_that_hangs_counts_as_failed_in_the_end_and_comes_again()
    {
        var time = new VirtualTime(DateTimeOffset.UnixEpoch);
        await using var own = new ComponentBench(time);
        var broker = await own.StartAsync<IPubSub>(SqlitePubSub.Type, "app", ("connectionString", "pubsub.db"), ("concurrency", "1"));
        var calls = Channel.CreateUnbounded<int>();
        var count = 0;
        await using var subscription = await broker.SubscribeAsync(
            new BrokerSubscription("t", BrokerMessage.NoMetadata, 1, TimeSpan.Zero, async (_, limit) =>
            {
                var call = ++count;
                calls.Writer.TryWrite(call);
                if (call == 1)
                    await Task.Delay(Timeout.InfiniteTimeSpan, time, limit);
                return [true];
            }),
            Cancellation);

        await broker.PublishAsync("t", [new BrokerMessage("x"u8.ToArray(), BrokerMessage.NoMetadata)], Cancellation);
        Assert.Equal(1, await calls.Reader.ReadAsync(Cancellation));
        time.Advance(TimeSpan.FromMinutes(30));

        Assert.Equal(2, await calls.Reader.ReadAsync(Cancellation));
    }

    [Fact]
    public async Task Poison_among_good_messages_comes_again_and_again_and_holds_up_nobody()
    {
        var broker = await StartAsync();
        await using var subscription = await SubscribeAsync(broker, text => Task.FromResult(int.Parse(text, CultureInfo.InvariantCulture) % 10 != 0));

        await PublishAsync(broker, 0, 2000, []);

        await CameAsync(2000);
        await Waiting.UntilAsync(() => !came.Any(message => message.Key.EndsWith('0') && message.Value < 3));
        Assert.All(came.Where(message => !message.Key.EndsWith('0')), message => Assert.Equal(1, message.Value));
    }

    [Fact]
    public async Task Poison_in_every_place_lets_good_messages_through()
    {
        var broker = await StartAsync();
        await using var subscription = await SubscribeAsync(broker, text => Task.FromResult(int.Parse(text, CultureInfo.InvariantCulture) >= 3000), max: 100);

        // More than may wait for another try at one time.
        await PublishAsync(broker, 0, 3000, []);
        await PublishAsync(broker, 3000, 100, []);

        await CameAsync(3100);
    }

    private Task<IPubSub> StartAsync() => bench.StartAsync<IPubSub>(
        SqlitePubSub.Type, "app", ("connectionString", "pubsub.db"), ("redeliverInterval", "200ms"));

    private Task<IAsyncDisposable> SubscribeAsync(IPubSub broker, Func<string, Task<bool>> take, int max = 1) => broker.SubscribeAsync(
        new BrokerSubscription("t", BrokerMessage.NoMetadata, max, TimeSpan.FromMilliseconds(10), async (messages, _) => await Task.WhenAll(messages.Select(message => TakeAsync(message, take)))),
        Cancellation);

    private async Task<bool> TakeAsync(BrokerMessage message, Func<string, Task<bool>> take)
    {
        var text = Encoding.UTF8.GetString(message.Data.Span[..8]);
        var taken = await take(text);
        came.AddOrUpdate(text, 1, (_, times) => times + 1);
        return taken;
    }

    private async Task CameAsync(int count)
    {
        await Waiting.UntilAsync(() => came.Count >= count);
    }

    // In a method of its own, so that the test itself holds none of the messages.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static async Task PublishAsync(IPubSub broker, int first, int count, List<WeakReference> published)
    {
        var messages = new List<BrokerMessage>(count);
        foreach (var number in Enumerable.Range(first, count))
        {
            var data = new byte[1000];
            Encoding.UTF8.GetBytes(number.ToString("D8", CultureInfo.InvariantCulture), data);
            published.Add(new WeakReference(data));
            messages.Add(new BrokerMessage(data, BrokerMessage.NoMetadata));
        }

        await broker.PublishAsync("t", messages, Cancellation);
    }

    private static int InMemory(List<WeakReference> published)
    {
        GC.Collect();
        return published.Count(message => message.IsAlive);
    }
}
