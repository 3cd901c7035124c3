using System.Net;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Fleet.Contracts.VehicleTracking;
using Fleet.Runtime.Faults;

namespace Fleet.Tests.Services.VehicleTracking;

public sealed class RetentionTests
{
    private static readonly TimeSpan Tick = TimeSpan.FromSeconds(5);

    private static readonly (string, string)[] NinetyDays = [("Retention:PositionsDays", "90"), ("Retention:JournalDays", "365")];

    [Fact]
    public async Task Positions_older_than_the_setting_are_erased_and_the_younger_ones_stay()
    {
        var data = Directory.CreateTempSubdirectory("tracking-data-").FullName;
        await using (var before = await Tracking.StartAsync(data))
        {
            await Send(before, Drive("van-1", Tracking.Noon.AddDays(-10), 400));
            await Send(before, Drive("van-1", Tracking.Noon.AddMinutes(-10), 300));
        }

        await using var after = await Tracking.StartAsync(data, Tracking.Noon.AddDays(85), NinetyDays);
        await Until(after, async () => await Erased(after, "positions") == 400);

        var track = await Track(after, "van-1");
        Assert.Equal(Drive("van-1", Tracking.Noon.AddMinutes(-10), 300).Select(position => position.Instant), track);
        Assert.Equal(700, await after.Stat("positionsAccepted"));
    }

    [Fact]
    public async Task A_vehicle_that_was_silent_for_longer_is_nowhere_and_keeps_its_odometer_and_trip()
    {
        var data = Directory.CreateTempSubdirectory("tracking-data-").FullName;
        double metres;
        await using (var before = await Tracking.StartAsync(data))
        {
            await Send(before, Drive("van-2", Tracking.Noon.AddMinutes(-20), 300));
            metres = Metres(await before.Get("/v1/vehicles/van-2"));
        }

        var now = Tracking.Noon.AddDays(100);
        await using var after = await Tracking.StartAsync(data, now, NinetyDays);
        await Until(after, async () => await Erased(after, "positions") == 300);

        using var gone = await after.Client.GetAsync("/v1/vehicles/van-2");
        Assert.Equal(HttpStatusCode.NotFound, gone.StatusCode);
        Assert.Contains(await VehicleArchive.Read(after, "van-2"), line => VehicleArchive.Kind(line) == "trip");
        await Send(after, Drive("van-2", now, 1));
        Assert.Equal(metres, Metres(await after.Get("/v1/vehicles/van-2")));
        Assert.Equal([now], await Track(after, "van-2"));
    }

    [Fact]
    public async Task A_vehicle_that_reports_once_a_week_keeps_what_is_young_enough()
    {
        var data = Directory.CreateTempSubdirectory("tracking-data-").FullName;
        var sent = Enumerable.Range(0, 20).Select(week => Position("van-3", Tracking.Noon.AddDays(-7 * week))).ToArray();
        await using (var before = await Tracking.StartAsync(data)) await before.Accept("/v1/positions", [.. sent]);

        await using var after = await Tracking.StartAsync(data, Tracking.Noon.AddHours(1), NinetyDays);
        await Until(after, async () => await Erased(after, "positions") == 7);

        Assert.Equal(13, (await VehicleArchive.Read(after, "van-3")).Count(line => VehicleArchive.Kind(line) == "position"));
    }

    [Fact]
    public async Task A_position_of_a_day_that_is_not_kept_is_refused_by_name_and_those_beside_it_are_taken()
    {
        await using var tracking = await Tracking.StartAsync(null, null, NinetyDays);
        var old = Position("van-4", Tracking.Noon.Date.AddDays(-90).AddMilliseconds(-1));

        using var alone = await tracking.Post("/v1/positions", old);
        var result = await tracking.Accept("/v1/positions", old, Position("van-4", Tracking.Noon.Date.AddDays(-90)));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, alone.StatusCode);
        var problem = JsonDocument.Parse(await alone.Content.ReadAsStringAsync()).RootElement;
        Assert.Equal(("instant_too_old", "instant"), (problem.GetProperty("code").GetString(), problem.GetProperty("param").GetString()));
        Assert.Equal((1, 0), (result.Accepted, result.Duplicates));
        Assert.Equal("instant_too_old", Assert.Single(result.Rejected!).Code);
    }

    [Fact]
    public async Task Without_settings_nothing_is_too_old()
    {
        await using var tracking = await Tracking.StartAsync();

        Assert.Equal(1, (await tracking.Accept("/v1/positions", Position("van-5", new DateTimeOffset(2008, 2, 2, 0, 0, 0, TimeSpan.Zero)))).Accepted);
        Assert.Equal([new DateTimeOffset(2008, 2, 2, 0, 0, 0, TimeSpan.Zero)], await Track(tracking, "van-5"));
    }

    [Fact]
    public async Task A_pass_that_crashes_between_its_steps_goes_on_and_erases_each_position_once()
    {
        var data = Directory.CreateTempSubdirectory("tracking-data-").FullName;
        await using (var before = await Tracking.StartAsync(data))
        {
            await Send(before, Drive("van-6", Tracking.Noon.Date.AddHours(1), 20_000));
            await Send(before, Drive("van-7", Tracking.Noon.Date.AddHours(1), 200));
        }

        await using var after = await Tracking.StartAsync(data, Tracking.Noon.AddDays(100), NinetyDays);
        after.Faults.Add(new FaultRule { Kind = FaultKind.Error, Operation = "api", Path = "/v1.0/actors/*/state", Times = 3 });
        await Until(after, async () => await Erased(after, "positions") > 0);
        await after.Crash();
        await Until(after, async () => await Erased(after, "positions") >= 20_200);

        Assert.Equal(20_200, await Erased(after, "positions"));
        Assert.DoesNotContain(await VehicleArchive.Read(after, "van-6"), line => VehicleArchive.Kind(line) == "position");
    }

    private static Position Position(string vehicle, DateTimeOffset at) => new(vehicle, at.ToUniversalTime(), 52.1, 4.9, 60);

    private static Position[] Drive(string vehicle, DateTimeOffset from, int count) =>
        [.. Enumerable.Range(0, count).Select(i => new Position(vehicle, from.AddSeconds(i), Math.Round(52.1 + (i * 0.00015), 6), 4.9, 60))];

    private static async Task Send(Tracking tracking, Position[] positions)
    {
        foreach (var chunk in positions.Chunk(500)) await tracking.Accept("/v1/positions", [.. chunk]);
    }

    private static async Task Until(Tracking tracking, Func<Task<bool>> condition, [CallerArgumentExpression(nameof(condition))] string expression = "") =>
        Assert.True(await tracking.Time.AdvanceUntilAsync(condition, Tick, TimeSpan.FromHours(2), expression), "In vain: " + expression);

    private static async Task<long> Erased(Tracking tracking, string what) => (await tracking.Get("/v1/stats")).GetProperty("erased").GetProperty(what).GetInt64();

    private static double Metres(JsonElement view) => view.GetProperty("motion").GetProperty("odometerMetres").GetDouble();

    private static async Task<List<DateTimeOffset>> Track(Tracking tracking, string vehicle) =>
        [.. (await VehicleArchive.Read(tracking, vehicle)).Where(line => VehicleArchive.Kind(line) == "position").Select(line => line.GetProperty("data").GetProperty("instant").GetDateTimeOffset())];
}
