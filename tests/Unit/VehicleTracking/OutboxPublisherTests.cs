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
    public async Task A_broker_that_hangs_is_waited_for_once_a_turn()
    {
        dapr.Setup(Publish).ThrowsAsync(new OperationCanceledException());
        var alert = new VehicleAlert("evt_a", VehicleEventKinds.Alarm, "van-1", Some.Noon);

        await publisher.Flush(Outbox.Empty.Add([], [.. Enumerable.Range(0, 450).Select(i => First with { EventId = $"evt_{i}" })]).Add([alert]));

        Assert.Equal(1, Calls());
    }

    [Fact]
    public async Task A_withdrawal_follows_only_when_the_broker_has_what_it_withdraws()
    {
        var alert = new VehicleAlert("evt_a", VehicleEventKinds.Alarm, "van-1", Some.Noon);
        var outbox = Outbox.Empty.Add([alert, alert with { EventId = "evt_b", Withdraws = "evt_a" }, alert with { EventId = "evt_c", Vehicle = "van-2" }]);
        List<string[]> sent = [];
        var refused = "evt_a";
        dapr.Setup(dapr => dapr.BulkPublishEventAsync(ComponentNames.PubSub, Topics.VehicleAlerts, It.IsAny<IReadOnlyList<VehicleAlert>>(), null, It.IsAny<CancellationToken>()))
            .ReturnsAsync((string _, string _, IReadOnlyList<VehicleAlert> events, Dictionary<string, string> _, CancellationToken _) =>
            {
                sent.Add([.. events.Select(one => one.EventId)]);
                return new BulkPublishResponse<VehicleAlert>([.. events.Where(one => one.EventId == refused)
                    .Select(one => new BulkPublishResponseFailedEntry<VehicleAlert>(new BulkPublishEntry<VehicleAlert>(one.EventId, one, "application/json"), "full"))]);
            });

        await publisher.Flush(outbox);
        (refused, clock.Now) = ("", clock.Now.AddSeconds(3));
        await publisher.Flush(outbox);

        Assert.Equal(["evt_a evt_c", "evt_a", "evt_b"], sent.Select(ids => string.Join(' ', ids)));
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
