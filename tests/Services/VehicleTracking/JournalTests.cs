using System.Net;
using System.Text.Json;
using Fleet.Contracts.VehicleTracking;

namespace Fleet.Tests.Services.VehicleTracking;

public sealed class JournalTests
{
    [Fact]
    public async Task Trips_and_stops_are_listed_newest_first_and_paged()
    {
        await using var tracking = await Tracking.StartAsync();
        await Errands(tracking, "van-1");

        var trips = await All(tracking, "/v1/vehicles/van-1/trips?limit=1");
        var stops = await All(tracking, "/v1/vehicles/van-1/stops?limit=1");

        Assert.Equal(3, trips.Count);
        Assert.Equal(trips.Select(Started).OrderDescending(), trips.Select(Started));
        Assert.All(trips, trip => Assert.InRange(trip.GetProperty("averageSpeedKmh").GetDouble(), 50, 61));
        Assert.All(trips, trip => Assert.Equal(
            trip.GetProperty("distanceMetres").GetDouble() / trip.GetProperty("durationSeconds").GetDouble() * 3.6, trip.GetProperty("averageSpeedKmh").GetDouble(), 0.1));
        Assert.Equal([false, true, true], stops.Select(stop => stop.GetProperty("isOver").GetBoolean()));
    }

    [Fact]
    public async Task A_summary_by_day_adds_up_to_the_whole()
    {
        await using var tracking = await Tracking.StartAsync();
        await Errands(tracking, "van-2");

        var summary = await tracking.Get("/v1/vehicles/van-2/summary?from=2026-04-30T00:00:00Z&to=2026-05-02T00:00:00Z&by=day");

        var (total, days) = (summary.GetProperty("total"), summary.GetProperty("days").EnumerateArray().ToList());
        Assert.Equal(2, days.Count);
        Assert.Equal((3, 0, 3), (total.GetProperty("trips").GetInt32(), days[0].GetProperty("trips").GetInt32(), days[1].GetProperty("trips").GetInt32()));
        var trips = await All(tracking, "/v1/vehicles/van-2/trips?limit=10");
        Assert.Equal(trips.Sum(trip => trip.GetProperty("distanceMetres").GetDouble()), total.GetProperty("distanceMetres").GetDouble(), 1.0);
        // The ignition is on from the first position of a drive to the first of the stay after it; each stay begins with idling.
        Assert.InRange(total.GetProperty("engineSeconds").GetDouble(), 1_200, 2_100);
        Assert.InRange(total.GetProperty("idleSeconds").GetDouble(), 0, 400);
    }

    [Fact]
    public async Task Events_are_had_by_kind()
    {
        await using var tracking = await Tracking.StartAsync();
        await Errands(tracking, "van-3");

        var all = await All(tracking, "/v1/vehicles/van-3/events?limit=2");
        var off = await All(tracking, "/v1/vehicles/van-3/events?limit=2&kind=ignitionOff&kind=alarm");

        Assert.Equal(all.Count(one => one.GetProperty("kind").GetString() == "ignitionOff"), off.Count);
        Assert.Equal(3, off.Count);
        Assert.Equal(all.Select(one => one.GetProperty("eventId").GetString()).Distinct().Count(), all.Count);
    }

    [Fact]
    public async Task Reports_are_files_with_what_the_lists_have()
    {
        await using var tracking = await Tracking.StartAsync();
        await Errands(tracking, "van-4");

        var trips = (await tracking.Client.GetStringAsync("/v1/vehicles/van-4/trips.csv")).Split("\r\n");
        using var stops = JsonDocument.Parse(await tracking.Client.GetStringAsync("/v1/vehicles/van-4/stops.geojson"));
        using var events = await tracking.Client.GetAsync("/v1/vehicles/van-4/events.csv");

        Assert.Equal((await All(tracking, "/v1/vehicles/van-4/trips?limit=10")).Select(trip => trip.GetProperty("id").GetString()).Reverse(), trips[1..^1].Select(line => line.Split(',')[0]));
        Assert.Equal(2, stops.RootElement.GetProperty("features").GetArrayLength());
        Assert.Equal("attachment; filename=van-4_events.csv", events.Content.Headers.ContentDisposition?.ToString());
    }

    [Fact]
    public async Task A_file_of_events_says_what_the_list_says()
    {
        await using var tracking = await Tracking.StartAsync();
        await tracking.Accept("/v1/positions", [
            new Position("van-9", Tracking.Noon, 52, 4, 50, Attributes: new Dictionary<string, JsonElement> { ["alarm"] = JsonSerializer.SerializeToElement("sos") })]);

        var csv = (await tracking.Client.GetStringAsync("/v1/vehicles/van-9/events.csv")).Split("\r\n");
        using var geo = JsonDocument.Parse(await tracking.Client.GetStringAsync("/v1/vehicles/van-9/events.geojson"));

        var alarm = Assert.Single(csv, line => line.Contains(",alarm,", StringComparison.Ordinal));
        Assert.Equal("sos", alarm.Split(',')[Array.IndexOf(csv[0].Split(','), "what")]);
        Assert.All(geo.RootElement.GetProperty("features").EnumerateArray().SelectMany(feature => feature.GetProperty("properties").EnumerateObject()),
            property => Assert.NotEqual(JsonValueKind.Null, property.Value.ValueKind));
    }

    [Fact]
    public async Task Vehicles_of_all_shards_are_listed_by_id_each_once()
    {
        await using var tracking = await Tracking.StartAsync();
        var ids = Enumerable.Range(0, 60).Select(i => $"van-{i:000}").ToList();
        await tracking.Accept("/v1/positions", [.. ids.Select((id, i) => new Position(id, Tracking.Noon, 52, 4 + (i * 0.01)))]);

        var all = await All(tracking, "/v1/vehicles?limit=7");
        var within = await All(tracking, "/v1/vehicles?limit=7&bbox=4.095,51,4.205,53&status=stopped");

        Assert.Equal(ids, all.Select(vehicle => vehicle.GetProperty("vehicle").GetString()));
        Assert.Equal(ids[10..21], within.Select(vehicle => vehicle.GetProperty("vehicle").GetString()));
    }

    [Theory]
    [InlineData("/v1/vehicles?status=flying", 400, "status")]
    [InlineData("/v1/vehicles?bbox=1", 400, "bbox")]
    [InlineData("/v1/vehicles/nobody/trips", 404, "id")]
    [InlineData("/v1/vehicles/nobody/summary", 404, "id")]
    [InlineData("/v1/vehicles/van-5/trips?from=then", 400, "from")]
    [InlineData("/v1/vehicles/van-5/stops?starting_after=x", 400, "starting_after")]
    [InlineData("/v1/vehicles/van-5/events?kind=ufo", 400, "kind")]
    [InlineData("/v1/vehicles/van-5/summary?by=year", 400, "by")]
    [InlineData("/v1/vehicles/van-5/stops.gpx", 404, "format")]
    public async Task What_cannot_be_answered_is_refused_by_name(string path, int status, string param)
    {
        await using var tracking = await Tracking.StartAsync();
        await tracking.Accept("/v1/positions", new Position("van-5", Tracking.Noon, 52, 5));

        using var answer = await tracking.Client.GetAsync(path);

        Assert.Equal((HttpStatusCode)status, answer.StatusCode);
        using var problem = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
        Assert.Equal(param, problem.RootElement.GetProperty("param").GetString());
    }

    private static DateTimeOffset Started(JsonElement entry) => entry.GetProperty("startedAt").GetDateTimeOffset();

    /// <summary>Three drives of ten minutes at 60 km/h, each followed by a stay of twenty with the ignition off; ends before noon.</summary>
    private static async Task Errands(Tracking tracking, string vehicle)
    {
        var (sent, latitude) = (new List<Position>(), 52.0);
        for (var second = 0; second < 3 * 1_800; second += 10)
        {
            var isDriving = second % 1_800 < 600;
            if (isDriving) latitude += 60 / 3.6 * 10 / 111_250;
            sent.Add(new Position(vehicle, Tracking.Noon.AddSeconds(second - 5_500), latitude, 5, isDriving ? 60 : 0, Ignition: isDriving));
        }

        foreach (var chunk in sent.Chunk(100)) await tracking.Accept("/v1/positions", chunk.ToArray<object>());
    }

    private static async Task<List<JsonElement>> All(Tracking tracking, string path)
    {
        var (items, cursor) = (new List<JsonElement>(), "");
        do
        {
            var page = await tracking.Get($"{path}&starting_after={cursor}");
            items.AddRange(page.GetProperty("data").EnumerateArray());
            cursor = page.TryGetProperty("nextCursor", out var next) ? next.GetString() : null;
        }
        while (cursor is not null);
        return items;
    }
}
