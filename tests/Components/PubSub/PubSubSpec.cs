using System.Text;
using System.Threading.Channels;
using Fleet.Runtime.PubSub;

namespace Fleet.Tests.Components.PubSub;

/// <summary>What every broker owes.</summary>
public abstract class PubSubSpec : IAsyncDisposable
{
    protected static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    protected ComponentBench Bench { get; } = new();

    /// <summary>A message keeps its content type; Dapr's Redis component has no place for it.</summary>
    protected virtual bool KeepsContentTypes => true;

    protected abstract Task<IPubSub> StartAsync(string appId = "app");

    [Fact]
    public async Task Messages_come_in_the_order_in_which_they_were_published()
    {
        var broker = await StartAsync();
        var inbox = new Inbox();
        await using var subscription = await broker.SubscribeAsync(inbox.Of("t", concurrency: 1), Cancellation);

        for (var i = 0; i < 20; i++)
            await broker.PublishAsync("t", [Message($"{i}-a"), Message($"{i}-b")], Cancellation);

        for (var i = 0; i < 20; i++)
        {
            Assert.Equal($"{i}-a", await inbox.NextAsync());
            Assert.Equal($"{i}-b", await inbox.NextAsync());
        }
    }

    [Fact]
    public async Task A_message_comes_with_its_metadata_and_content_type()
    {
        var broker = await StartAsync();
        var arrived = new TaskCompletionSource<BrokerMessage>(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var subscription = await broker.SubscribeAsync(
            new BrokerSubscription("t", BrokerMessage.NoMetadata, 1, TimeSpan.Zero, (messages, _) =>
            {
                arrived.TrySetResult(messages[0]);
                return Task.FromResult<IReadOnlyList<bool>>([true]);
            }),
            Cancellation);

        byte[] data = [0, 255, 1];
        await broker.PublishAsync("t", [new BrokerMessage(data, new Dictionary<string, string> { ["a"] = "b" }, "application/octet-stream")], Cancellation);

        var message = await arrived.Task.WaitAsync(Cancellation);
        Assert.Equal(data, message.Data.ToArray());
        Assert.Equal("b", message.Metadata["a"]);
        Assert.Equal(KeepsContentTypes ? "application/octet-stream" : null, message.ContentType);
    }

    [Fact]
    public async Task A_message_that_was_not_processed_comes_again()
    {
        var broker = await StartAsync();
        var inbox = new Inbox { Fails = (text, call) => text == "bad" && call < 4 };
        await using var subscription = await broker.SubscribeAsync(inbox.Of("t"), Cancellation);

        await broker.PublishAsync("t", [Message("bad")], Cancellation);

        for (var call = 1; call <= 4; call++)
            Assert.Equal("bad", await inbox.NextAsync());
        await broker.PublishAsync("t", [Message("good")], Cancellation);
        Assert.Equal("good", await inbox.NextAsync());
    }

    [Fact]
    public async Task Nothing_is_delivered_after_a_subscription_has_ended()
    {
        var broker = await StartAsync();
        var inbox = new Inbox();
        var subscription = await broker.SubscribeAsync(inbox.Of("t"), Cancellation);
        await broker.PublishAsync("t", [Message("before")], Cancellation);
        Assert.Equal("before", await inbox.NextAsync());

        await subscription.DisposeAsync();
        await broker.PublishAsync("t", [Message("after")], Cancellation);
        await using var other = await broker.SubscribeAsync(new Inbox().Of("other"), Cancellation);

        Assert.Equal(0, inbox.Waiting);
    }

    public virtual async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await Bench.DisposeAsync();
    }

    protected static BrokerMessage Message(string text) => new(Encoding.UTF8.GetBytes(text), BrokerMessage.NoMetadata, "text/plain");

    /// <summary>Takes messages of one subscription.</summary>
    protected sealed class Inbox
    {
        private readonly Channel<string> arrived = Channel.CreateUnbounded<string>();
        private readonly Dictionary<string, int> calls = [];

        public Func<string, int, bool> Fails { get; init; } = (_, _) => false;

        public int Waiting => arrived.Reader.Count;

        public int LargestDelivery { get; private set; }

        /// <summary>Messages that have come, each counted once.</summary>
        public int Seen
        {
            get
            {
                lock (calls)
                    return calls.Count;
            }
        }

        public BrokerSubscription Of(string topic, int max = 1, int? concurrency = null) => new(
            topic,
            concurrency is null ? BrokerMessage.NoMetadata : new Dictionary<string, string> { ["concurrency"] = $"{concurrency}" },
            max,
            TimeSpan.FromMilliseconds(50),
            (messages, _) => Task.FromResult(Take(messages)));

        public async Task<string> NextAsync() => await arrived.Reader.ReadAsync(Cancellation);

        private IReadOnlyList<bool> Take(IReadOnlyList<BrokerMessage> messages)
        {
            lock (calls)
            {
                LargestDelivery = Math.Max(LargestDelivery, messages.Count);
                return [.. messages.Select(message => Take(Encoding.UTF8.GetString(message.Data.Span)))];
            }
        }

        private bool Take(string text)
        {
            var call = calls[text] = calls.GetValueOrDefault(text) + 1;
            arrived.Writer.TryWrite(text);
            return !Fails(text, call);
        }
    }
}
