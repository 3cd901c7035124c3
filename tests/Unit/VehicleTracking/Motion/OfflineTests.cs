using Fleet.Contracts;
using Fleet.Contracts.VehicleTracking;
using Fleet.VehicleTracking.Positions;
using Fleet.VehicleTracking.Shards;

namespace Fleet.Tests.Unit.VehicleTracking.Motion;

/// <summary>Vehicles of which nothing comes, and a service that could take nothing.</summary>
public sealed class OfflineTests
{
    private readonly Drive drive = new();

    [Fact]
    public async Task While_the_service_was_down_no_vehicle_was_offline()
    {
        await drive.Take(Drive.At(0, 0));
        await drive.SweepWatch(Some.Noon.AddMinutes(2));

        await drive.SweepWatch(Some.Noon.AddMinutes(60), isDown: true);
        Assert.Empty(drive.Alerts);
        await drive.SweepWatch(Some.Noon.AddMinutes(69));
        Assert.Empty(drive.Alerts);
        await drive.SweepWatch(Some.Noon.AddMinutes(72));

        Assert.Equal(Some.Noon.AddMinutes(70), Assert.Single(drive.Alerts).At);
    }

    [Fact]
    public async Task A_vehicle_that_is_erased_and_seen_again_goes_offline_once()
    {
        await drive.Take(Drive.At(0, 0));
        await drive.Store().Remove(StateNames.Vehicle(Drive.Vehicle));
        await drive.Take(Drive.At(5, 0));

        await drive.SweepWatch(Some.Noon.AddMinutes(12));

        Assert.Equal(VehicleEventKinds.Offline, Assert.Single(drive.Alerts).Kind);
        Assert.Single(await drive.Events());
    }

    [Fact]
    public async Task Very_many_that_are_offline_leave_room_in_the_outbox_and_are_told_later()
    {
        for (var part = 0; part < 12; part++)
            await drive.Take(Some.Noon, [.. Enumerable.Range(0, 100).Select(i => Drive.At(0, 0) with { Vehicle = $"van-{part}-{i}" })]);

        await drive.SweepWatch(Some.Noon.AddMinutes(12));
        Assert.InRange(drive.Alerts.Count, WatchTurn.Room, WatchTurn.Room + DuePart.Size - 1);
        Assert.Equal([ItemOutcome.Accepted], await drive.Take(Drive.At(721, 0)));

        var told = drive.Alerts.ToList();
        drive.Publish();
        while (drive.Shard.Watch.Next(long.MaxValue) is not null)
        {
            await drive.SweepWatch(Some.Noon.AddMinutes(30));
            told.AddRange(drive.Alerts);
            drive.Publish();
        }

        Assert.Equal(1_201, told.Select(alert => alert.EventId).Distinct().Count());
    }

    [Fact]
    public void Lists_that_an_older_version_stored_are_read()
    {
        var part = System.Text.Json.JsonSerializer.Deserialize<DuePart>("""{"plates":["A","B"]}""", ContractJson.Options)!;
        var book = System.Text.Json.JsonSerializer.Deserialize<DueBook>("""{"minutes":[{"minute":7,"plates":2}]}""", ContractJson.Options)!;

        Assert.Equal(["A", "B"], part.Ids);
        Assert.Equal((7, 0), book.Next(7));
        Assert.Equal(VehicleState.Empty.Told, System.Text.Json.JsonSerializer.Deserialize<VehicleState>("""{"tail":"","sealedUntilMs":0,"segments":0}""", ContractJson.Options)!.Told);
    }
}
