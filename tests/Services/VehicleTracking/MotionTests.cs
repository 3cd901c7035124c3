using Fleet.Contracts;
using Fleet.Contracts.VehicleTracking;

namespace Fleet.Tests.Services.VehicleTracking;

/// <summary>What the service tells of moving vehicles, through its public door.</summary>
public sealed class MotionTests
{
    [Fact]
    public async Task An_overspeed_that_a_late_position_parts_is_published_and_withdrawn()
    {
        await using var tracking = await Tracking.StartAsync();
        await tracking.Accept("/v1/positions", Position("van-1", -60, 140), Position("van-1", -45, 140));
        Assert.True(await tracking.Heard(1));

        await tracking.Accept("/v1/positions", Position("van-1", -52, 80));

        Assert.True(await tracking.Heard(2));
        var alerts = tracking.Listener.Of(Topics.VehicleAlerts);
        Assert.All(alerts, alert => Assert.Equal(VehicleEventKinds.Overspeed, alert.GetProperty("kind").GetString()));
        Assert.Equal(alerts[0].GetProperty("eventId").GetString(), alerts[1].GetProperty("withdraws").GetString());
        Assert.NotEqual(alerts[0].GetProperty("eventId").GetString(), alerts[1].GetProperty("eventId").GetString());
    }

    [Fact]
    public async Task A_vehicle_goes_offline_once_also_over_a_restart_and_comes_online_again()
    {
        var data = Directory.CreateTempSubdirectory("tracking-data-").FullName;
        await using (var before = await Tracking.StartAsync(data)) await before.Accept("/v1/positions", Position("van-2", 0, 50));

        await using var after = await Tracking.StartAsync(data, Tracking.Noon.AddMinutes(5));
        Assert.True(await after.Time.AdvanceUntilAsync(
            async () => (await after.Get("/v1/vehicles/van-2")).GetProperty("motion").GetProperty("status").GetString() == "offline",
            TimeSpan.FromSeconds(5), TimeSpan.FromMinutes(10)));
        await after.Accept("/v1/positions", Position("van-2", 600, 50));

        Assert.True(await after.Heard(2));
        Assert.Equal([VehicleEventKinds.Offline, VehicleEventKinds.Online], after.Listener.Of(Topics.VehicleAlerts).Select(alert => alert.GetProperty("kind").GetString()));
    }

    [Fact]
    public async Task Filtered_positions_are_accepted_counted_and_in_the_history_with_the_filters_name()
    {
        await using var tracking = await Tracking.StartAsync();

        var result = await tracking.Accept("/v1/positions", Position("van-3", -3, 50), Position("van-3", -2, 50) with { Valid = false }, Position("van-3", -1, 50) with { AccuracyMetres = 500 });

        Assert.Equal(3, result.Accepted);
        var track = (await tracking.Get("/v1/vehicles/van-3/track")).GetProperty("data");
        Assert.Equal(["accuracy", "invalid", null], track.EnumerateArray().Select(position => position.TryGetProperty("filtered", out var filter) ? filter.GetString() : null));
        Assert.Equal(1, (await tracking.Get("/v1/stats")).GetProperty("positionsFiltered").GetProperty("invalid").GetInt64());
    }

    private static Position Position(string vehicle, int seconds, double kmh) =>
        new(vehicle, Tracking.Noon.AddSeconds(seconds), 52.1 + (seconds * 2e-4), 5.1, kmh);
}
