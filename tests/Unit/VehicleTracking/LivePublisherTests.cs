using System.Collections.Concurrent;
using Dapr.Client;
using Fleet.Contracts;
using Fleet.Contracts.VehicleTracking;
using Fleet.Runtime.Testing;
using Fleet.VehicleTracking.Live;
using Microsoft.Extensions.Logging.Abstractions;
using Moq;

namespace Fleet.Tests.Unit.VehicleTracking;

public sealed class LivePublisherTests
{
    private readonly VirtualTime time = new(Some.Noon);
    private readonly Mock<DaprClient> dapr = new();
    private readonly ConcurrentQueue<VehiclePositions> taken = new();
    private int calls;

    [Fact]
    public async Task What_a_failure_left_unpublished_is_published_later_whole()
    {
        Broker(refuses: call => call == 1);
        using var publisher = new LivePublisher(dapr.Object, time, NullLogger<LivePublisher>.Instance);
        publisher.Offer(Enumerable.Range(0, 2_500).Select(i => At($"van-{i}", 0)));

        await publisher.StartAsync(TestContext.Current.CancellationToken);
        await Until(() => taken.Sum(message => message.Positions.Count) >= 2_500);
        await publisher.StopAsync(TestContext.Current.CancellationToken);

        Assert.Equal(2_500, taken.SelectMany(message => message.Positions).Select(position => position.Vehicle).Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public async Task What_was_erased_while_the_broker_was_away_does_not_come_back()
    {
        using var publisher = new LivePublisher(dapr.Object, time, NullLogger<LivePublisher>.Instance);
        Broker(refuses: call =>
        {
            if (call == 1) publisher.Erase("van-1");
            return call == 1;
        });
        publisher.Offer([At("van-1", 0), At("van-2", 0)]);

        await publisher.StartAsync(TestContext.Current.CancellationToken);
        await Until(() => taken.Any(message => message.Positions.Count > 0));
        await publisher.StopAsync(TestContext.Current.CancellationToken);

        Assert.Equal(["van-1"], taken.SelectMany(message => message.Erased ?? []));
        Assert.Equal(["van-2"], taken.SelectMany(message => message.Positions).Select(position => position.Vehicle));
    }

    private static VehiclePosition At(string vehicle, int second) => new(vehicle, Some.Noon.AddSeconds(second), 52, 5);

    private void Broker(Func<int, bool> refuses) => dapr
        .Setup(client => client.PublishEventAsync(ComponentNames.Live, Topics.VehiclePositions, It.IsAny<VehiclePositions>(), It.IsAny<CancellationToken>()))
        .Returns((string _, string _, VehiclePositions message, CancellationToken _) =>
        {
            if (refuses(Interlocked.Increment(ref calls))) return Task.FromException(new Dapr.DaprException("down"));
            taken.Enqueue(message);
            return Task.CompletedTask;
        });

    private async Task Until(Func<bool> condition) =>
        Assert.True(await time.AdvanceUntilAsync(() => Task.FromResult(condition()), TimeSpan.FromMilliseconds(100), TimeSpan.FromMinutes(10)));
}
