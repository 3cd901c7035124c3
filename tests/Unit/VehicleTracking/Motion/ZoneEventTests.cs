using Fleet.Contracts.VehicleTracking;

namespace Fleet.Tests.Unit.VehicleTracking.Motion;

/// <summary>Zones in the machine: with filters, limits, and positions that come late.</summary>
public sealed class ZoneEventTests
{
    private readonly Drive drive = new(world: Zoned.World);

    [Fact]
    public async Task Noise_of_a_standing_vehicle_crosses_no_border()
    {
        await drive.TakeEach(Enumerable.Range(0, 60).Select(i => Drive.At(i * 2, 1_495 + (i % 2 * 10), 0)));

        Assert.Empty(drive.Alerts);
    }

    [Fact]
    public async Task A_late_fix_that_shows_where_the_vehicle_was_withdraws_a_crossing_and_tells_the_true_one()
    {
        await drive.TakeEach([Drive.At(0, 1_000, 60), Drive.At(60, 2_000, 60)]);
        await drive.Take(Drive.At(40, 1_700, 60));

        Assert.Equal(
            [(60.0, false), (40, false), (60, true)],
            drive.Alerts.Select(alert => ((alert.At - Some.Noon).TotalSeconds, alert.Withdraws is not null)));
        Assert.Equal(["noon"], (await drive.Events()).Select(said => said.Zone));
    }

    [Fact]
    public async Task The_limit_of_a_zone_takes_the_place_of_the_service_s()
    {
        await drive.TakeEach(Enumerable.Range(0, 60).Select(i => Drive.At(i * 4, 4_500 + (i * 40), 36)));

        var alert = Assert.Single(drive.Alerts, alert => alert.Kind == VehicleEventKinds.Overspeed);
        Assert.Equal((30, 36), (alert.LimitKmh, alert.SpeedKmh));
    }
}
