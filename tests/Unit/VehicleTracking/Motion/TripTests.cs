using Fleet.Contracts.VehicleTracking;

namespace Fleet.Tests.Unit.VehicleTracking.Motion;

/// <summary>Trips, stops, distance and engine hours.</summary>
public sealed class TripTests
{
    private readonly Drive drive = new();

    [Fact]
    public async Task A_trip_goes_from_the_last_fix_that_stood_to_the_first_that_stands_again()
    {
        // Stands till 100 s, 60 km/h for 300 s (5,000 m), stands from 400 s.
        await drive.TakeEach([.. Range(0, 100, 10, s => (0, 0)), .. Range(110, 400, 10, s => ((s - 100) / 3.6 * 60, s < 400 ? 60 : 0)), .. Range(410, 700, 10, _ => (5_000, 0))]);

        var trip = Assert.Single(await drive.Trips());
        Assert.Equal((Ms(100), Ms(400), Ms(700)), (trip.StartMs, trip.EndMs, trip.DecidedMs));
        Assert.Equal(5_000, trip.DistanceMetres, 0.5);
        Assert.Equal(60, trip.MaxSpeedKmh);
        Assert.StartsWith("trp_", trip.Id, StringComparison.Ordinal);
        var motion = await drive.Motion();
        Assert.Equal((Ms(400), "stopped"), (motion.Stop!.StartMs, motion.Status));
        Assert.Equal(5_000, motion.OdometerMetres, 0.5);
        Assert.Equal(290, motion.EngineSeconds);
    }

    [Fact]
    public async Task The_highest_speed_of_a_trip_is_that_of_its_first_fix_too()
    {
        await drive.TakeEach([
            Drive.At(0, 0, 0), Drive.At(400, 0, 140), Drive.At(410, 250, 90), Drive.At(420, 500, 90),
            Drive.At(480, 2_000, 90), Drive.At(490, 2_000, 0), Drive.At(800, 2_000, 0)]);

        var trip = Assert.Single(await drive.Trips());
        Assert.Equal((Ms(400), 140), (trip.StartMs, trip.MaxSpeedKmh));
    }

    [Fact]
    public async Task A_short_move_is_part_of_the_stop_that_it_interrupts()
    {
        await drive.TakeEach([.. Range(0, 640, 10, s => (s >= 310 ? 150 : 0, s == 310 ? 20 : 0)), .. Range(650, 900, 10, s => (150 + ((s - 640) * 10), 36))]);

        Assert.Empty(await drive.Trips());
        var stop = Assert.Single(await drive.Stops());
        Assert.Equal((Ms(0), Ms(640)), (stop.StartMs, stop.EndMs));
        Assert.Equal("moving", (await drive.Motion()).Status);
        Assert.Equal(Ms(640), (await drive.Motion()).Trip!.StartMs);
    }

    [Fact]
    public async Task Waiting_less_than_a_stop_takes_does_not_part_a_trip()
    {
        await drive.TakeEach([.. Range(0, 300, 10, s => (s * 10, 36)), .. Range(310, 590, 10, _ => (3_000, 0)), .. Range(600, 900, 10, s => (3_000 + ((s - 590) * 10), 36))]);

        Assert.Empty(await drive.Trips());
        Assert.Equal((Ms(0), Ms(900)), ((await drive.Motion()).Trip!.StartMs, (await drive.Motion()).Trip!.EndMs));
    }

    [Fact]
    public async Task An_hour_without_a_fix_ends_a_trip_where_it_was_last_seen()
    {
        await drive.TakeEach([.. Range(0, 600, 10, s => (s * 10, 36)), .. Range(4_201, 4_300, 10, s => (50_000 + (s * 10), 36))]);

        var trip = Assert.Single(await drive.Trips());
        Assert.Equal((Ms(0), Ms(600)), (trip.StartMs, trip.EndMs));
        Assert.Equal(6_000, trip.DistanceMetres, 0.5);
    }

    [Fact]
    public async Task Half_an_hour_without_a_fix_at_the_same_place_is_a_stop_that_began_with_it()
    {
        await drive.TakeEach([.. Range(0, 600, 10, s => (s * 10, 36)), Drive.At(2_400, 6_050, 0)]);

        Assert.Equal(Ms(600), Assert.Single(await drive.Trips()).EndMs);
        Assert.Equal(Ms(600), (await drive.Motion()).Stop!.StartMs);
    }

    [Fact]
    public async Task Speeds_are_computed_where_they_are_not_reported()
    {
        await drive.TakeEach(Range(0, 600, 1, s => (s * 10, null)));

        var motion = await drive.Motion();
        Assert.Equal(6_000, motion.OdometerMetres, 0.5);
        Assert.Equal(36, motion.Trip!.MaxSpeedKmh, 0.1);
        Assert.Equal("moving", motion.Status);
    }

    [Fact]
    public async Task A_standing_vehicle_that_seems_to_move_adds_no_distance_and_its_positions_say_so()
    {
        await drive.TakeEach(Range(0, 600, 1, s => (s % 7, null)));

        Assert.Equal(0, (await drive.Motion()).OdometerMetres);
        Assert.Equal("jitter", (await drive.Track())[0].Filtered);
        Assert.Null((await drive.Track())[^1].Filtered);
    }

    [Fact]
    public async Task The_engine_runs_while_the_ignition_is_on_and_stands_while_it_is_off()
    {
        await drive.TakeEach(Range(0, 600, 60, _ => (0, 0)).Select(position => position with { Ignition = position.Instant < Some.Noon.AddSeconds(300) }));

        Assert.Equal(300, (await drive.Motion()).EngineSeconds);
    }

    internal static IEnumerable<Position> Range(int from, int to, int step, Func<int, (double Metres, double? Kmh)> at)
    {
        for (var seconds = from; seconds <= to; seconds += step) yield return Drive.At(seconds, at(seconds).Metres, at(seconds).Kmh);
    }

    internal static long Ms(double seconds) => Some.Noon.AddSeconds(seconds).ToUnixTimeMilliseconds();
}
