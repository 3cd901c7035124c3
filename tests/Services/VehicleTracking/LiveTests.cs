using System.Net;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Fleet.Contracts.VehicleTracking;
using Fleet.VehicleTracking.Live;
using Microsoft.Extensions.DependencyInjection;

namespace Fleet.Tests.Services.VehicleTracking;

public sealed class LiveTests
{
    [Fact]
    public async Task Who_watches_gets_a_snapshot_and_then_what_moves()
    {
        await using var tracking = await Leaping();
        await Report(tracking, 0, ("van-1", 5), ("van-2", 5));
        await Known(tracking, 2);

        await using var client = await LiveClient.Open(tracking.Client, "/v1/live");
        await Until(tracking, () => client.Frames.Count == 1);
        await Report(tracking, 1, ("van-2", 5.1));
        await Until(tracking, () => client.Frames.Count == 2);

        Assert.Equal("text/event-stream", client.ContentType);
        Assert.Equal((true, "van-1 van-2"), (client.Frames[0].GetProperty("snapshot").GetBoolean(), LiveClient.Vehicles(client.Frames[0])));
        Assert.Equal((false, "van-2"), (client.Frames[1].GetProperty("snapshot").GetBoolean(), LiveClient.Vehicles(client.Frames[1])));
        Assert.Equal(5.1, client.Frames[1].GetProperty("positions")[0].GetProperty("longitude").GetDouble());
    }

    [Fact]
    public async Task What_comes_late_does_not_move_a_vehicle_back()
    {
        await using var tracking = await Leaping();
        await Report(tracking, 60, ("van-1", 5));
        await Known(tracking, 1);
        await using var client = await LiveClient.Open(tracking.Client, "/v1/live");
        await Until(tracking, () => client.Frames.Count == 1);

        await Report(tracking, 0, ("van-1", 6));
        await Report(tracking, 61, ("van-1", 7));
        await Until(tracking, () => client.Frames.Count == 2);

        Assert.Equal(7, client.Frames[1].GetProperty("positions")[0].GetProperty("longitude").GetDouble());
    }

    [Fact]
    public async Task Frames_come_no_faster_than_asked_and_hold_the_newest_of_each_vehicle()
    {
        await using var tracking = await Leaping();
        await using var client = await LiveClient.Open(tracking.Client, "/v1/live?interval=10000");
        await Until(tracking, () => client.Frames.Count == 1);
        for (var second = 1; second <= 5; second++) await Report(tracking, second, ("van-1", second), ("van-2", second));
        await Until(tracking, () => Hub(tracking).Since(null).Positions.Count(position => position.Longitude == 5) == 2);

        tracking.Time.Advance(TimeSpan.FromSeconds(10));
        await Until(tracking, () => client.Frames.Count == 2);

        Assert.Equal("van-1 van-2", LiveClient.Vehicles(client.Frames[1]));
        Assert.All(client.Frames[1].GetProperty("positions").EnumerateArray(), position => Assert.Equal(5, position.GetProperty("longitude").GetDouble()));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Who_comes_back_misses_nothing_and_gets_nothing_twice(bool asHeader)
    {
        await using var tracking = await Leaping();
        await Report(tracking, 0, ("van-1", 5), ("van-2", 5), ("van-3", 5));
        await Known(tracking, 3);
        string last;
        await using (var before = await LiveClient.Open(tracking.Client, "/v1/live"))
        {
            await Until(tracking, () => before.Frames.Count == 1);
            last = before.LastId!;
        }

        await Report(tracking, 1, ("van-1", 6), ("van-3", 6));
        await Report(tracking, 2, ("van-3", 7));
        await Until(tracking, () => Hub(tracking).Since(null).Positions.Any(position => position.Longitude == 7));
        await using var after = await LiveClient.Open(tracking.Client, asHeader ? "/v1/live" : "/v1/live?lastEventId=" + last, asHeader ? last : null);
        await Until(tracking, () => after.Frames.Count == 1);

        Assert.Equal((false, "van-1 van-3"), (after.Frames[0].GetProperty("snapshot").GetBoolean(), LiveClient.Vehicles(after.Frames[0])));
    }

    [Theory]
    [InlineData("0123456789ab-1")]
    [InlineData("what")]
    [InlineData("")]
    public async Task Who_comes_back_from_elsewhere_gets_a_snapshot(string id)
    {
        await using var tracking = await Leaping();
        await Report(tracking, 0, ("van-1", 5));
        await Known(tracking, 1);

        await using var client = await LiveClient.Open(tracking.Client, "/v1/live", id);
        await Until(tracking, () => client.Frames.Count == 1);

        Assert.Equal((true, "van-1"), (client.Frames[0].GetProperty("snapshot").GetBoolean(), LiveClient.Vehicles(client.Frames[0])));
    }

    [Fact]
    public async Task An_area_says_who_comes_and_who_leaves()
    {
        await using var tracking = await Leaping();
        await Report(tracking, 0, ("van-1", 5), ("van-2", 9));
        await Known(tracking, 2);
        await using var client = await LiveClient.Open(tracking.Client, "/v1/live?bbox=4,51,6,53");
        await Until(tracking, () => client.Frames.Count == 1);

        await Report(tracking, 1, ("van-1", 9), ("van-2", 5));
        await Until(tracking, () => client.Frames.Count == 2);
        await Report(tracking, 2, ("van-1", 9.1), ("van-2", 5.1));
        await Until(tracking, () => client.Frames.Count == 3);

        Assert.Equal(["van-1", "van-2", "van-2"], client.Frames.Select(LiveClient.Vehicles));
        Assert.Equal(["", "van-1", ""], client.Frames.Select(LiveClient.Left));
    }

    [Fact]
    public async Task Who_comes_back_to_an_area_is_told_who_left_it_meanwhile()
    {
        await using var tracking = await Leaping();
        await Report(tracking, 0, ("van-1", 5), ("van-2", 5));
        await Known(tracking, 2);
        string last;
        await using (var before = await LiveClient.Open(tracking.Client, "/v1/live?bbox=4,51,6,53"))
        {
            await Until(tracking, () => before.Frames.Count == 1);
            last = before.LastId!;
        }

        await Report(tracking, 1, ("van-1", 9));
        await Until(tracking, () => Hub(tracking).Since(null).Positions.Any(position => position.Longitude == 9));
        await using var after = await LiveClient.Open(tracking.Client, "/v1/live?bbox=4,51,6,53", last);
        await Until(tracking, () => after.Frames.Count == 1);

        Assert.Equal(("", "van-1"), (LiveClient.Vehicles(after.Frames[0]), LiveClient.Left(after.Frames[0])));
    }

    [Fact]
    public async Task After_a_restart_the_first_snapshot_has_who_reported_within_the_hour()
    {
        var data = Directory.CreateTempSubdirectory("tracking-data-").FullName;
        await using (var before = await Tracking.StartAsync(data)) await Report(before, -1_800, ("van-1", 5), ("van-2", 5));

        await using var after = await Tracking.StartAsync(data, Tracking.Noon.AddMinutes(1));
        await Known(after, 2);
        await using var client = await LiveClient.Open(after.Client, "/v1/live");
        await Until(after, () => client.Frames.Count == 1);

        Assert.Equal("van-1 van-2", LiveClient.Vehicles(client.Frames[0]));
    }

    [Fact]
    public async Task A_jump_that_a_filter_takes_out_is_not_shown()
    {
        await using var tracking = await Tracking.StartAsync();
        await Report(tracking, 0, ("van-1", 5));
        await Report(tracking, 10, ("van-1", 15));
        await Report(tracking, 20, ("van-1", 5.0001), ("van-2", 5));

        await Known(tracking, 2);
        await Until(tracking, () => Hub(tracking).Since(null).Positions.Any(position => position.Longitude == 5.0001));
        await using var client = await LiveClient.Open(tracking.Client, "/v1/live");
        await Until(tracking, () => client.Frames.Count == 1);

        Assert.Equal("van-1 van-2", LiveClient.Vehicles(client.Frames[0]));
    }

    [Fact]
    public async Task Named_vehicles_are_seen_alone()
    {
        await using var tracking = await Leaping();
        await Report(tracking, 0, ("van-1", 5), ("van-2", 5), ("van-3", 5));
        await Known(tracking, 3);

        await using var client = await LiveClient.Open(tracking.Client, "/v1/live?vehicle=van-1&vehicle=van-3");
        await Until(tracking, () => client.Frames.Count == 1);

        Assert.Equal("van-1 van-3", LiveClient.Vehicles(client.Frames[0]));
    }

    [Fact]
    public async Task A_quiet_stream_shows_that_it_lives_and_ends_when_its_client_goes()
    {
        await using var tracking = await Leaping();
        var watchers = tracking.Services.GetRequiredService<LiveWatchers>();
        await using (var client = await LiveClient.Open(tracking.Client, "/v1/live"))
        {
            await Until(tracking, () => client.Frames.Count == 1);
            await Until(tracking, () => client.Comments == 2, TimeSpan.FromSeconds(1));
            Assert.Equal(1, watchers.Count);
        }

        await Until(tracking, () => watchers.Count == 0);
    }

    [Fact]
    public async Task A_vehicle_that_is_silent_for_an_hour_is_forgotten()
    {
        await using var tracking = await Leaping();
        await Report(tracking, 0, ("van-1", 5), ("van-2", 5));
        await Known(tracking, 2);
        await using var client = await LiveClient.Open(tracking.Client, "/v1/live?bbox=4,51,6,53");
        await Until(tracking, () => client.Frames.Count == 1);

        await Until(tracking, () => client.Frames.Sum(frame => LiveClient.Left(frame).Split(' ', StringSplitOptions.RemoveEmptyEntries).Length) == 2, TimeSpan.FromMinutes(5));

        Assert.Equal(0, Hub(tracking).Count);
    }

    [Theory]
    [InlineData("/v1/live", "van-1")]
    [InlineData("/v1/live?vehicle=van-1", "van-1")]
    [InlineData("/v1/live?vehicle=van-2", "")]
    [InlineData("/v1/live?bbox=4,51,6,53", "van-1")]
    public async Task An_erased_vehicle_is_forgotten_at_once_by_every_instance_and_its_watchers_are_told(string path, string left)
    {
        await using var tracking = await Leaping();
        await Report(tracking, 0, ("van-1", 5), ("van-2", 5));
        await Known(tracking, 2);
        await using var client = await LiveClient.Open(tracking.Client, path);
        await Until(tracking, () => client.Frames.Count == 1);

        using var erased = await tracking.Client.DeleteAsync("/v1/vehicles/van-1");
        await Known(tracking, 1);
        await Report(tracking, 1, ("van-2", 5.1));
        await Until(tracking, () => client.Frames.Skip(1).Any(frame => left.Length > 0 ? LiveClient.Left(frame) == left : LiveClient.Vehicles(frame) == "van-2"));

        Assert.Equal(left, string.Join(' ', client.Frames.Select(LiveClient.Left).Where(ids => ids.Length > 0)));
    }

    [Fact]
    public async Task Who_comes_back_long_after_a_vehicle_was_erased_gets_a_snapshot_without_it()
    {
        await using var tracking = await Leaping();
        await Report(tracking, 0, ("van-1", 5), ("van-2", 5));
        await Known(tracking, 2);
        string last;
        await using (var before = await LiveClient.Open(tracking.Client, "/v1/live"))
        {
            await Until(tracking, () => before.Frames.Count == 1);
            last = before.LastId!;
        }

        using var erased = await tracking.Client.DeleteAsync("/v1/vehicles/van-1");
        await Known(tracking, 1);
        tracking.Time.Advance(TimeSpan.FromMinutes(2));
        await using var after = await LiveClient.Open(tracking.Client, "/v1/live", last);
        await Until(tracking, () => after.Frames.Count == 1);

        Assert.Equal((true, "van-2"), (after.Frames[0].GetProperty("snapshot").GetBoolean(), LiveClient.Vehicles(after.Frames[0])));
    }

    [Fact]
    public async Task Through_the_gateway_a_stream_outlives_every_timeout_and_ends_with_its_client()
    {
        await using var tracking = await Leaping();
        using var gateway = await tracking.AddGatewayAsync();
        var watchers = tracking.Services.GetRequiredService<LiveWatchers>();
        await using (var client = await LiveClient.Open(gateway, "/v1/live?interval=1000"))
        {
            await Until(tracking, () => client.Frames.Count == 1);
            await Until(tracking, () => client.Comments == 4, TimeSpan.FromSeconds(1));
            await Report(tracking, 61, ("van-1", 5));
            await Until(tracking, () => client.Frames.Count == 2);
            Assert.Equal(1, watchers.Count);
        }

        await Until(tracking, () => watchers.Count == 0);
    }

    [Theory]
    [InlineData("/v1/live?bbox=1,2,3", "bbox")]
    [InlineData("/v1/live?bbox=4,53,6,51", "bbox")]
    [InlineData("/v1/live?bbox=a,b,c,d", "bbox")]
    [InlineData("/v1/live?bbox=4,51,6,53&vehicle=van-1", "bbox")]
    [InlineData("/v1/live?vehicle=v%20n", "vehicle")]
    [InlineData("/v1/live?interval=1", "interval")]
    [InlineData("/v1/live?interval=fast", "interval")]
    public async Task What_cannot_be_watched_is_refused_by_name(string path, string param)
    {
        await using var tracking = await Leaping();

        using var answer = await tracking.Client.GetAsync(path);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        using var problem = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
        Assert.Equal(param, problem.RootElement.GetProperty("param").GetString());
    }

    // Vehicles of these tests move by degrees a second.
    private static Task<Tracking> Leaping() => Tracking.StartAsync(settings: ("Tracking:Filters:Jump", "false"));

    private static LiveHub Hub(Tracking tracking) => tracking.Services.GetRequiredService<LiveHub>();

    private static Task Known(Tracking tracking, int vehicles) => Until(tracking, () => Hub(tracking).Count == vehicles);

    private static Task Report(Tracking tracking, int second, params (string Vehicle, double Longitude)[] places) => tracking.Accept(
        "/v1/positions", [.. places.Select(place => new Position(place.Vehicle, Tracking.Noon.AddSeconds(second), 52, place.Longitude))]);

    private static async Task Until(
        Tracking tracking, Func<bool> condition, TimeSpan? step = null, [CallerArgumentExpression(nameof(condition))] string expression = "")
    {
        var pace = step ?? TimeSpan.FromMilliseconds(5);
        Assert.True(await tracking.Time.AdvanceUntilAsync(() => Task.FromResult(condition()), pace, pace * 5_000, expression), "In vain: " + expression);
    }
}
