using Dapr.Actors.Runtime;
using Fleet.VehicleTracking.Positions;
using Fleet.VehicleTracking.Shards;
using Moq;

namespace Fleet.Tests.Unit.VehicleTracking;

public sealed class ShardStoreTests
{
    private readonly Mock<IActorStateManager> states = new();
    private readonly ShardStore store;

    public ShardStoreTests() => store = new ShardStore(states.Object);

    [Fact]
    public async Task A_save_that_fails_leaves_nothing_half_done_in_memory()
    {
        this.states.Setup(states => states.SaveStateAsync(It.IsAny<CancellationToken>())).ThrowsAsync(new HttpRequestException());

        await Assert.ThrowsAsync<HttpRequestException>(() => store.Transaction(async () =>
        {
            await store.Set("name", 1);
            return 1;
        }));

        this.states.Verify(states => states.ClearCacheAsync(It.IsAny<CancellationToken>()), Times.Once);
    }

    [Fact]
    public async Task Work_that_fails_saves_nothing()
    {
        await Assert.ThrowsAsync<InvalidOperationException>(() => store.Transaction<int>(() => throw new InvalidOperationException()));

        this.states.Verify(states => states.SaveStateAsync(It.IsAny<CancellationToken>()), Times.Never);
        this.states.Verify(states => states.ClearCacheAsync(It.IsAny<CancellationToken>()), Times.Once);
    }

    [Fact]
    public async Task Memory_stays_bounded_however_much_vehicles_say()
    {
        for (var i = 0; i < 1_000; i++)
            await store.Transaction(async () =>
            {
                await store.Set($"segment-{i}", new Segment(new byte[40_000]));
                return 0;
            });

        this.states.Verify(states => states.ClearCacheAsync(It.IsAny<CancellationToken>()), Times.Exactly(2));
    }

    [Fact]
    public async Task Memory_stays_bounded_however_many_vehicles_come_by()
    {
        for (var i = 0; i < 10_000; i++) await store.Transaction(async () => await store.Get($"vehicle-{i}", 0));

        this.states.Verify(states => states.ClearCacheAsync(It.IsAny<CancellationToken>()), Times.Exactly(2));
    }
}
