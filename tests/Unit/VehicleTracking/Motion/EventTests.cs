using System.Text.Json;
using Fleet.Contracts.VehicleTracking;
using Fleet.VehicleTracking.Motion;
using Fleet.VehicleTracking.Positions;
using Fleet.VehicleTracking.Shards;

namespace Fleet.Tests.Unit.VehicleTracking.Motion;

/// <summary>Events, what the world is told of them, and what is withdrawn.</summary>
public sealed class EventTests
{
    private readonly Drive drive = new();

    [Fact]
    public async Task An_overspeed_episode_is_told_once_when_it_has_lasted_ten_seconds()
    {
        await drive.TakeEach(Ride((0, 100), (5, 140), (10, 150), (14, 145)));
        Assert.Empty(drive.Alerts);

        await drive.TakeEach(Ride((15, 145), (20, 160), (25, 130), (30, 100)));

        var alert = Assert.Single(drive.Alerts);
        Assert.Equal((VehicleEventKinds.Overspeed, 150, 130), (alert.Kind, alert.SpeedKmh, alert.LimitKmh));
        Assert.Equal(Some.Noon.AddSeconds(5), alert.At);
        var entry = Assert.Single(await drive.Events());
        Assert.Equal((alert.EventId, TripTests.Ms(20), 160), (entry.Id, entry.UntilMs, entry.SpeedKmh));
    }

    [Fact]
    public async Task A_late_fix_that_parts_an_episode_withdraws_it()
    {
        await drive.TakeEach(Ride((0, 140), (12, 140)));
        var told = Assert.Single(drive.Alerts);

        await drive.TakeEach(Ride((6, 100)));

        Assert.Equal([null, told.EventId], drive.Alerts.Select(alert => alert.Withdraws));
        Assert.NotEqual(told.EventId, drive.Alerts[1].EventId);
        Assert.Empty(await drive.Events());
    }

    [Fact]
    public async Task What_is_decided_again_after_its_withdrawal_is_told_with_a_new_id()
    {
        var (on, off) = (Drive.At(10, 0) with { Ignition = true }, Drive.At(0, 0) with { Ignition = false });
        await drive.TakeEach([off, on]);
        await drive.TakeEach([Drive.At(5, 0) with { Ignition = true }, Drive.At(7, 0) with { Ignition = false }]);

        var ofTen = drive.Alerts.Where(alert => alert.At == Some.Noon.AddSeconds(10)).ToList();
        Assert.Equal([null, ofTen[0].EventId, null], ofTen.Select(alert => alert.Withdraws));
        Assert.Equal(drive.Alerts.Count, drive.Alerts.Select(alert => alert.EventId).Distinct().Count());
        Assert.Contains(await drive.Events(), one => one.Id == ofTen[0].EventId);
    }

    [Fact]
    public async Task What_happened_long_ago_is_kept_and_is_no_news_and_is_not_withdrawn()
    {
        await drive.Take(Some.Noon.AddHours(25), Ride((0, 140), (12, 140)));
        Assert.Single(await drive.Events());

        await drive.Take(Some.Noon.AddHours(25), Ride((6, 100)));

        Assert.Empty(drive.Alerts);
        Assert.Equal(1, drive.Shard.Totals.AlertsNotPublished);
    }

    [Fact]
    public async Task A_batch_of_made_up_events_does_not_overfill_the_outbox()
    {
        var batch = Enumerable.Range(0, 20).SelectMany(vehicle => Enumerable.Range(0, 500)
            .Select(i => Drive.At(i, 0) with { Vehicle = $"van-{vehicle}", Ignition = i % 2 == 0 })).ToArray();

        var outcomes = await drive.Take(batch);

        Assert.InRange(drive.Alerts.Count, Outbox.Full, Outbox.Full + TellRules.Most);
        Assert.All(drive.Alerts.GroupBy(alert => alert.Vehicle), same => Assert.Equal(TellRules.Most, same.Count()));
        Assert.Equal([ItemOutcome.Accepted, ItemOutcome.Refused], outcomes.Distinct());
        Assert.Equal(10 * 299, drive.Shard.Totals.AlertsNotPublished);
    }

    [Fact]
    public async Task Braking_hard_is_one_event_a_manoeuvre()
    {
        await drive.TakeEach(Ride((0, 80), (1, 80), (2, 60), (3, 40), (4, 40), (5, 52)));

        var events = await drive.Events();
        Assert.Equal([VehicleEventKinds.HarshBraking, VehicleEventKinds.HarshAcceleration], events.Select(one => one.Kind));
        Assert.Equal([5.56, 3.33], events.Select(one => one.Value!.Value));
    }

    [Fact]
    public async Task Ignition_and_alarms_are_told_when_they_change()
    {
        var sos = new Dictionary<string, JsonElement> { ["alarm"] = JsonSerializer.SerializeToElement("sos") };
        await drive.Take(
            Drive.At(0, 0) with { Ignition = false }, Drive.At(1, 0), Drive.At(2, 0) with { Ignition = true },
            Drive.At(3, 0) with { Attributes = sos }, Drive.At(4, 0) with { Attributes = sos }, Drive.At(5, 0) with { Ignition = false });

        Assert.Equal([VehicleEventKinds.IgnitionOn, VehicleEventKinds.Alarm, VehicleEventKinds.IgnitionOff], drive.Alerts.Select(alert => alert.Kind));
        Assert.Equal("sos", drive.Alerts[1].What);
    }

    [Fact]
    public async Task What_is_filtered_stays_in_the_history_with_the_filters_name_and_is_counted()
    {
        await drive.Take(
            Drive.At(0, 0, 50), Drive.At(1, 5) with { Valid = false }, Drive.At(2, 5) with { Latitude = 0, Longitude = 0 },
            Drive.At(3, 90_000, 50), Drive.At(4, 20) with { AccuracyMetres = 201 }, Drive.At(5, 70, 50));

        Assert.Equal([null, "invalid", "zero", "jump", "accuracy", null], (await drive.Track()).Reverse().Select(position => position.Filtered));
        Assert.Equal([1, 1, 1, 1, 0, 0], drive.Shard.Totals.Filtered.Skip(1));
        Assert.Equal(70, (await drive.Motion()).OdometerMetres, 0.1);
    }

    [Fact]
    public async Task Jumps_that_agree_among_themselves_are_where_the_vehicle_is()
    {
        await drive.Take(Drive.At(0, 0, 50), Drive.At(10, 90_000, 50), Drive.At(20, 90_100, 50), Drive.At(30, 90_200, 50), Drive.At(40, 90_300, 50));

        Assert.Equal([null, "jump", "jump", null, null], (await drive.Track()).Reverse().Select(position => position.Filtered));
        Assert.Equal(100, (await drive.Motion()).OdometerMetres, 0.1);
    }

    [Fact]
    public async Task What_comes_after_the_window_is_history_once_and_decides_nothing()
    {
        await drive.TakeEach(Ride([.. Enumerable.Range(0, 200).Select(i => (i * 10, 140))]));
        var (events, odometer) = (await drive.Events(), (await drive.Motion()).OdometerMetres);

        var late = Ride([.. Enumerable.Range(0, 100).Select(i => ((i * 10) + 5, 20))]);
        Assert.All(await drive.TakeEach(late), outcome => Assert.Equal(ItemOutcome.Accepted, outcome));
        Assert.All(await drive.TakeEach(late), outcome => Assert.Equal(ItemOutcome.Duplicate, outcome));

        Assert.Equal(100, (await drive.Track()).Count(position => position.Filtered == "late"));
        Assert.Equal((300, odometer), ((await drive.Track()).Count, (await drive.Motion()).OdometerMetres));
        Assert.Equal(events, await drive.Events());
        Assert.Equal(100, drive.Shard.Totals.Filtered[6]);
    }

    [Fact]
    public async Task A_vehicle_that_says_nothing_goes_offline_once_and_comes_online_again()
    {
        await drive.TakeEach(Ride((0, 50), (300, 50)));
        await drive.SweepWatch(Some.Noon.AddMinutes(14));
        Assert.Empty(drive.Alerts);

        await drive.SweepWatch(Some.Noon.AddMinutes(17));
        await drive.SweepWatch(Some.Noon.AddMinutes(60));
        Assert.Equal("offline", (await drive.Motion()).Status);
        await drive.TakeEach(Ride((4_000, 50)));

        Assert.Equal([VehicleEventKinds.Offline, VehicleEventKinds.Online], drive.Alerts.Select(alert => alert.Kind));
        Assert.Equal(Some.Noon.AddSeconds(301).AddMinutes(10), drive.Alerts[0].At);
        Assert.Equal(2, (await drive.Events()).Count);
        Assert.NotEqual("offline", (await drive.Motion()).Status);
    }

    [Fact]
    public async Task Events_made_up_by_the_hundred_are_kept_and_do_not_make_the_vehicle_grow()
    {
        await drive.Take([.. Enumerable.Range(0, 500).Select(i => Drive.At(i, 0) with { Ignition = i % 2 == 0 })]);

        Assert.Equal(499, (await drive.Events()).Count);
        var state = await drive.Store().Get(StateNames.Vehicle(Drive.Vehicle), VehicleState.Empty);
        Assert.Equal(RecentRules.Most, state.Recent!.Count);
    }

    [Fact]
    public async Task A_late_fix_before_very_many_points_is_history_and_opens_nothing()
    {
        for (var batch = 0; batch < 4; batch++)
            await drive.Take([.. Enumerable.Range(0, 1_000).Select(i => Drive.At(((batch * 1_000) + i) / 10.0, 0))]);

        await drive.Take(Drive.At(0.05, 0), Drive.At(390.05, 0));

        Assert.Equal((4_002, 1), (drive.Shard.Totals.PositionsAccepted, drive.Shard.Totals.Filtered[(int)Verdict.Late]));
    }

    [Fact]
    public async Task A_device_that_says_much_does_not_make_its_vehicle_s_state_grow()
    {
        await drive.TakeEach(Enumerable.Range(0, 100).Select(i => Drive.At(i, i) with
        {
            Attributes = new Dictionary<string, JsonElement> { ["text"] = JsonSerializer.SerializeToElement(i + new string('x', 1_900)) },
        }));

        var state = await drive.Store().Get(StateNames.Vehicle(Drive.Vehicle), VehicleState.Empty);
        Assert.InRange(state.Tail.Length, 1, TrackRules.FullBytes + 2_000);
        for (var number = 0; number < state.Segments; number++)
            Assert.InRange((await drive.Store().Get(StateNames.Segment(Drive.Vehicle, number), new Segment([]))).Points.Length, 1, TrackRules.FullBytes + 2_000);
        Assert.Equal(100, (await drive.Track()).Count);
    }

    [Fact]
    public async Task The_clock_of_a_device_is_as_far_off_as_its_quickest_position_says()
    {
        await drive.Take(Drive.At(0, 0), Drive.At(10, 0));
        Assert.Equal((1_000, 2), ((await drive.Motion()).ClockOffsetMs, (await drive.Motion()).ClockSamples));
    }

    private static Position[] Ride(params (int Seconds, double Kmh)[] fixes) => [.. fixes.Select(fix => Drive.At(fix.Seconds, fix.Seconds * 20, fix.Kmh))];
}
