using Dapr.Client;
using Fleet.Contracts;
using Fleet.Contracts.VehicleTracking;
using Fleet.VehicleTracking.Shards;
using Microsoft.Extensions.Logging.Abstractions;
using Moq;

namespace Fleet.Tests.Unit.VehicleTracking;

public sealed class OutboxPublisherTests
{
    private static readonly VehicleLost First = new("evt_1", Some.Plate, "road", "one", Some.Noon, Some.Noon);
    private static readonly VehicleLost Second = First with { EventId = "evt_2" };
    private readonly Mock<DaprClient> dapr = new();
    private readonly Clock clock = new();
    private readonly OutboxPublisher publisher;

    public OutboxPublisherTests() => publisher = new OutboxPublisher(dapr.Object, clock, NullLogger.Instance);

    [Fact]
    public async Task What_the_broker_took_is_remembered_and_not_sent_again()
    {
        Broker(refuses: []);

        await publisher.Flush(Outbox.Empty.Add([], [First, Second]));
        await publisher.Flush(Outbox.Empty.Add([], [First, Second]));

        Assert.Equal(["evt_1", "evt_2"], publisher.Published.Order());
        Assert.Equal(1, Calls());
    }

    [Fact]
    public async Task What_the_broker_refused_stays_and_is_sent_again_after_a_pause()
    {
        Broker(refuses: ["evt_2"]);
        var outbox = Outbox.Empty.Add([], [First, Second]);
        await publisher.Flush(outbox);
        Assert.Equal(["evt_1"], publisher.Published);

        Broker(refuses: []);
        await publisher.Flush(outbox);
        Assert.Equal(["evt_1"], publisher.Published);
        clock.Now += TimeSpan.FromSeconds(3);
        await publisher.Flush(outbox);

        Assert.Equal(["evt_1", "evt_2"], publisher.Published.Order());
    }

    [Fact]
    public async Task A_broker_that_is_down_fails_nobody_and_loses_nothing()
    {
        dapr.Setup(Publish).ThrowsAsync(new Dapr.DaprException("down"));

        await publisher.Flush(Outbox.Empty.Add([], [First]));

        Assert.Empty(publisher.Published);
        Assert.Equal(1, Outbox.Empty.Add([], [First]).Without(publisher.Published).Count);
    }

    [Fact]
    public async Task A_save_makes_room()
    {
        Broker(refuses: []);
        var outbox = Outbox.Empty.Add([], [First]);
        await publisher.Flush(outbox);

        Assert.Equal(0, outbox.Without(publisher.Published).Count);
        publisher.Dropped();
        Assert.Empty(publisher.Published);
    }

    private static System.Linq.Expressions.Expression<Func<DaprClient, Task<BulkPublishResponse<VehicleLost>>>> Publish => dapr =>
        dapr.BulkPublishEventAsync(ComponentNames.PubSub, Topics.VehicleAlerts, It.IsAny<IReadOnlyList<VehicleLost>>(), null, It.IsAny<CancellationToken>());

    private int Calls() => dapr.Invocations.Count;

    private void Broker(string[] refuses) => dapr.Setup(Publish).ReturnsAsync(
        (string _, string _, IReadOnlyList<VehicleLost> events, Dictionary<string, string> _, CancellationToken _) => new BulkPublishResponse<VehicleLost>(
            events.Where(one => refuses.Contains(one.EventId))
                .Select(one => new BulkPublishResponseFailedEntry<VehicleLost>(new BulkPublishEntry<VehicleLost>(one.EventId, one, "application/json"), "full"))
                .ToList()));

    private sealed class Clock : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = Some.Noon;

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
