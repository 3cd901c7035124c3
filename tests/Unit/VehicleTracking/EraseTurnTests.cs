using Fleet.VehicleTracking.Retention;
using Fleet.VehicleTracking.Shards;

namespace Fleet.Tests.Unit.VehicleTracking;

public sealed class EraseTurnTests
{
    [Fact]
    public async Task Vehicles_to_erase_do_not_pile_up_without_end()
    {
        var (store, state) = (new ShardStore(new MemoryStates([])), ShardState.Empty);
        var begun = 0;
        for (var i = 0; i < 300; i++)
        {
            await store.Set(StateNames.Vehicle($"van-{i}"), Fleet.VehicleTracking.Positions.VehicleState.Empty);
            if (await new EraseTurn(store, Some.Noon).Begin(state, $"van-{i}") is not { } after) continue;
            state = after;
            begun++;
        }

        Assert.Equal((200, true), (begun, EraseTurn.IsFull(state)));
        Assert.False(EraseTurn.IsFull((await new EraseTurn(store, Some.Noon).Step(state))!));
    }
}
