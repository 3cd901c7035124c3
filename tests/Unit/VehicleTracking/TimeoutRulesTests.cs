using Fleet.VehicleTracking.SectionControl;
using Fleet.VehicleTracking.Shards;

namespace Fleet.Tests.Unit.VehicleTracking;

public sealed class TimeoutRulesTests
{
    [Fact]
    public void A_vehicle_that_entered_and_was_not_seen_again_is_lost_once_and_its_passage_erased()
    {
        var expired = Expire(minutes: 32, Some.Passage("one", 0));

        var lost = Assert.Single(expired.Lost);
        Assert.Equal((Some.Plate, "road", "one", Some.Noon, Some.Noon.AddMinutes(30)), (lost.Plate, lost.RoadId, lost.LastCameraId, lost.LastSeenAt, lost.LostAt));
        Assert.Empty(expired.State.Passages);
        Assert.Empty(TimeoutRules.Expire(expired.State, Some.Plate, Minute(99), Some.Roads, Some.Tolerances).Lost);
    }

    [Fact]
    public void Until_the_section_times_out_nothing_is_erased() => Assert.Equal(0, Expire(minutes: 31, Some.Passage("one", 0)).Erased);

    [Fact]
    public void A_vehicle_seen_at_the_last_camera_has_left() => Assert.Empty(Expire(minutes: 99, Some.Passage("three", 0)).Lost);

    [Fact]
    public void A_vehicle_that_one_camera_missed_is_not_lost() =>
        Assert.Empty(Expire(minutes: 32, Some.Passage("one", 0), Some.Passage("three", 400)).Lost);

    [Fact]
    public void A_speeder_is_lost_only_behind_the_last_camera_that_saw_it() =>
        Assert.Equal("two", Assert.Single(Expire(minutes: 99, Some.Passage("one", 0), Some.Passage("two", 300)).Lost).LastCameraId);

    [Fact]
    public void A_drive_of_the_next_hour_does_not_hide_a_lost_vehicle() =>
        Assert.Single(Expire(minutes: 32, Some.Passage("one", 0), Some.Passage("one", 3600)).Lost);

    [Fact]
    public void A_passage_of_a_camera_that_is_no_longer_there_is_erased() =>
        Assert.Equal(1, TimeoutRules.Expire(new PlateState([Some.Passage("gone", 0)]), Some.Plate, Minute(0), Some.Roads, Some.Tolerances).Erased);

    [Fact]
    public void A_time_out_that_grows_afterwards_does_not_keep_what_is_due()
    {
        var kept = Some.Passage("one", 0) with { DueMinute = Minute(32) };
        var roads = new Fleet.VehicleTracking.Roads.RoadMap([Some.Road with { SectionTimeoutMinutes = 600 }]);

        Assert.Equal(0, TimeoutRules.Expire(new PlateState([kept]), Some.Plate, Minute(31), roads, Some.Tolerances).Erased);
        Assert.Equal(1, TimeoutRules.Expire(new PlateState([kept]), Some.Plate, Minute(32), roads, Some.Tolerances).Erased);
    }

    [Fact]
    public async Task A_plate_of_an_older_version_is_looked_at_again_when_its_road_has_changed()
    {
        var store = new ShardStore(new MemoryStates([]));
        var old = new PlateState([Some.Passage("one", 0)]);
        await store.Set(StateNames.Plate(Some.Plate), old);
        var state = await new DueTurn(store).Enter(Some.Plate, Minute(32), ShardState.Empty);
        var world = new Fleet.VehicleTracking.Reference.ReferenceSnapshot(new Fleet.VehicleTracking.Roads.RoadMap([Some.Road with { SectionTimeoutMinutes = 60 }]), Some.Tolerances);

        state = (await new SweepTurn(store, world, Some.Noon.AddMinutes(32)).Sweep(state))!;
        Assert.Equal(Minute(62), state.Due.Next(long.MaxValue)!.Value.Minute);
        state = (await new SweepTurn(store, world, Some.Noon.AddMinutes(62)).Sweep(state))!;

        Assert.Equal((1, 1), (state.Totals.PassagesErased, state.Totals.VehiclesLost));
        Assert.Empty((await store.Get(StateNames.Plate(Some.Plate), PlateState.Empty)).Passages);
    }

    private static TimeoutDecision Expire(int minutes, params KeptPassage[] passages) =>
        TimeoutRules.Expire(Some.Taking(passages).State, Some.Plate, Minute(minutes), Some.Roads, Some.Tolerances);

    private static long Minute(int minutes) => (Some.Noon.ToUnixTimeMilliseconds() / 60_000) + minutes;
}
