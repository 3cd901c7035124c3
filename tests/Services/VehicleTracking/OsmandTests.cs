using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;

namespace Fleet.Tests.Services.VehicleTracking;

public sealed class OsmandTests
{
    private const long NoonSeconds = 1_777_636_800;

    [Fact]
    public async Task A_query_is_a_position_in_our_units_and_is_answered_with_nothing()
    {
        await using var tracking = await Accepting();

        using var answer = await tracking.Client.GetAsync(
            $"/osmand?id=phone-1&lat=52.1&lon=5.2&timestamp={NoonSeconds}&speed=10&bearing=90.5&altitude=12.5&accuracy=4&hdop=0.8&batt=87.5&charge=true&driverUniqueId=d1&valid=1&door=open&temp=21.5&ignition=false");

        Assert.Equal((HttpStatusCode.OK, ""), (answer.StatusCode, await answer.Content.ReadAsStringAsync()));
        var position = await Newest(tracking, "phone-1");
        Assert.Equal(Tracking.Noon, position.GetProperty("instant").GetDateTimeOffset());
        Assert.Equal((52.1, 5.2, 18.52, 90.5), (Number(position, "latitude"), Number(position, "longitude"), Number(position, "speedKmh"), Number(position, "headingDegrees")));
    }

    [Theory]
    [InlineData("deviceid=phone-2&location=52.1,5.2&timestamp=1777636800")]
    [InlineData("id=phone-2&lat=52.1&lon=5.2&timestamp=1777636800000")]
    [InlineData("id=phone-2&lat=52.1&lon=5.2&timestamp=2026-05-01T12:00:00Z")]
    [InlineData("id=phone-2&lat=52.1&lon=5.2&timestamp=2026-05-01T14:00:00%2B02:00")]
    [InlineData("id=phone-2&lat=52.1&lon=5.2&timestamp=2026-05-01T14:00:00+02:00")]
    [InlineData("id=phone-2&lat=52.1&lon=5.2&timestamp=2026-05-01T12:00:00")]
    [InlineData("id=phone-2&lat=52.1&lon=5.2&timestamp=2026-05-01%2012:00:00")]
    [InlineData("id=phone-2&lat=52.1&lon=5.2")]
    public async Task Ids_places_and_times_come_as_trackers_write_them_by_query_or_by_form(string report)
    {
        await using var tracking = await Accepting();
        using var query = await tracking.Client.GetAsync("/osmand/?" + report);
        using var form = await tracking.Client.PostAsync("/osmand", new StringContent(report.Replace("phone-2", "phone-3"), Encoding.UTF8, "application/x-www-form-urlencoded"));
        using var posted = await tracking.Client.PostAsync("/osmand?" + report.Replace("phone-2", "phone-4"), null);

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK, HttpStatusCode.OK), (query.StatusCode, form.StatusCode, posted.StatusCode));
        foreach (var vehicle in new[] { "phone-2", "phone-3", "phone-4" })
            Assert.Equal(Tracking.Noon, (await Newest(tracking, vehicle)).GetProperty("instant").GetDateTimeOffset());
    }

    [Fact]
    public async Task What_a_tracker_says_beside_the_fix_does_not_cost_the_fix()
    {
        await using var tracking = await Accepting();
        var many = string.Concat(Enumerable.Range(0, 40).Select(i => $"&a{i}={i}"));
        var json = """{"device_id":"phone-7","location":{"timestamp":1777636800,"uuid":17,"coords":{"latitude":52.1,"longitude":5.2},"extras":{"io":{"9":[1,2]},"x":1}}}""";

        using var query = await tracking.Client.GetAsync($"/osmand?id=phone-6&lat=52.1&lon=5.2&timestamp={NoonSeconds}&speed=&batt=&valid=&uuid=&driverUniqueId={many}");
        using var form = await tracking.Client.PostAsync("/osmand", new StringContent(json, Encoding.UTF8, "application/x-www-form-urlencoded"));

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (query.StatusCode, form.StatusCode));
        Assert.Equal(Enumerable.Range(0, 32).Select(i => $"a{i}"), (await Newest(tracking, "phone-6")).GetProperty("attributes").EnumerateObject().Select(one => one.Name));
        Assert.Equal("""{"9":[1,2]}""", (await Newest(tracking, "phone-7")).GetProperty("attributes").GetProperty("io").GetString());
    }

    [Theory]
    [InlineData("application/json; charset=utf-16", 415)]
    [InlineData("application/json; charset=\"UTF-8\"", 202)]
    public async Task Json_is_utf_8(string type, int status)
    {
        await using var tracking = await Accepting();
        using var content = new StringContent("""{"vehicle":"van-1","instant":"2026-05-01T12:00:00Z","latitude":52,"longitude":5}""");
        content.Headers.Remove("Content-Type");
        content.Headers.TryAddWithoutValidation("Content-Type", type);
        using var answer = await tracking.Client.PostAsync("/v1/positions", content);
        Assert.Equal(status, (int)answer.StatusCode);
    }

    [Theory]
    [InlineData("lat=52.1&lon=5.2", "id", "required")]
    [InlineData("id=phone-5&lon=5.2", "lat", "required")]
    [InlineData("id=phone-5&lat=52.1", "lon", "required")]
    [InlineData("id=phone-5&lat=north&lon=5.2", "lat", "wrong_type")]
    [InlineData("id=phone-5&lat=91&lon=5.2", "lat", "out_of_range")]
    [InlineData("id=phone-5&lat=NaN&lon=5.2", "lat", "wrong_type")]
    [InlineData("id=phone-5&location=52.1", "location", "wrong_type")]
    [InlineData("id=phone-5&location=52.1,500", "location", "out_of_range")]
    [InlineData("id=phone-5&lat=52.1&lon=5.2&timestamp=yesterday", "timestamp", "wrong_type")]
    [InlineData("id=phone-5&lat=52.1&lon=5.2&timestamp=1777637101", "timestamp", "instant_in_future")]
    [InlineData("id=phone-5&lat=52.1&lon=5.2&timestamp=0", "timestamp", "instant_too_old")]
    [InlineData("id=phone-5&lat=52.1&lon=5.2&speed=fast", "speed", "wrong_type")]
    [InlineData("id=phone-5&lat=52.1&lon=5.2&heading=361", "heading", "out_of_range")]
    [InlineData("id=phone-5&lat=52.1&lon=5.2&valid=perhaps", "valid", "wrong_type")]
    [InlineData("id=phone-5&lat=52.1&lon=5.2&batt=full", "batt", "wrong_type")]
    [InlineData("id=no/vehicle&lat=52.1&lon=5.2", "id", "unknown_device")]
    public async Task What_is_wrong_is_named_as_the_tracker_names_it(string query, string param, string code)
    {
        await using var tracking = await Accepting();

        using var answer = await tracking.Client.GetAsync("/osmand?" + query);

        await AssertRefused(answer, HttpStatusCode.BadRequest, param, code);
    }

    [Fact]
    public async Task A_device_that_is_not_registered_gets_400_by_query_and_404_by_JSON()
    {
        await using var tracking = await Tracking.StartAsync();
        using var query = await tracking.Client.GetAsync("/osmand?deviceid=phone-6&lat=52.1&lon=5.2");
        using var json = await Json(tracking, """{"device_id":"phone-6","location":{"timestamp":"2026-05-01T12:00:00Z","coords":{"latitude":52.1,"longitude":5.2}}}""");

        await AssertRefused(query, HttpStatusCode.BadRequest, "deviceid", "unknown_device");
        await AssertRefused(json, HttpStatusCode.NotFound, "device_id", "unknown_device");
    }

    [Fact]
    public async Task A_JSON_report_is_a_position_in_our_units_and_what_is_negative_is_unknown()
    {
        await using var tracking = await Accepting();
        const string coords = "\"latitude\":52.1,\"longitude\":5.2,\"accuracy\":5,\"altitude\":-3.2";
        using var known = await Json(tracking, """
            {"device_id":"phone-7","location":{"timestamp":"2026-05-01T12:00:00.000Z","coords":{COORDS,"speed":10,"heading":350},
             "is_moving":true,"odometer":1234.5,"event":"motionchange","battery":{"level":0.5,"is_charging":false},"activity":{"type":"in_vehicle","confidence":90},
             "extras":{"note":"x","none":null},"uuid":"u-1"}}
            """.Replace("COORDS", coords));
        using var unknown = await Json(tracking, """{"device_id":7,"location":{"timestamp":"2026-05-01T12:00:00.000Z","coords":{COORDS,"speed":-1,"heading":-1},"battery":{"level":-1}}}""".Replace("COORDS", coords));

        Assert.Equal((HttpStatusCode.OK, "", HttpStatusCode.OK), (known.StatusCode, await known.Content.ReadAsStringAsync(), unknown.StatusCode));
        var position = await Newest(tracking, "phone-7");
        Assert.Equal((36, 350), (Number(position, "speedKmh"), Number(position, "headingDegrees")));
        var still = await Newest(tracking, "7");
        Assert.False(still.TryGetProperty("speedKmh", out _) || still.TryGetProperty("headingDegrees", out _));
    }

    [Theory]
    [InlineData("[]", null)]
    [InlineData("""{"location":{}}""", "device_id")]
    [InlineData("""{"device_id":"p"}""", "location")]
    [InlineData("""{"device_id":"p","location":7}""", "location")]
    [InlineData("""{"device_id":"p","location":[]}""", "location")]
    [InlineData("""{"device_id":"p","location":{"coords":{"latitude":1,"longitude":2}}}""", "location.timestamp")]
    [InlineData("""{"device_id":"p","location":{"timestamp":"2026-05-01T12:00:00Z"}}""", "location.coords")]
    [InlineData("""{"device_id":"p","location":{"timestamp":"2026-05-01T12:00:00Z","coords":{"latitude":"1","longitude":2}}}""", "location.coords.latitude")]
    [InlineData("""{"device_id":"p","location":{"timestamp":"2026-05-01T12:00:00Z","coords":{"latitude":1,"longitude":2},"battery":{"level":"x"}}}""", "location.battery.level")]
    [InlineData("""{"device_id":"p","location":[{"timestamp":"2026-05-01T12:00:00Z","coords":{"latitude":1,"longitude":200}}]}""", "location[0].coords.longitude")]
    public async Task What_is_wrong_in_JSON_is_named_by_its_path(string body, string? param)
    {
        await using var tracking = await Accepting();

        using var answer = await Json(tracking, body);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        var problem = await answer.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal(param, problem.TryGetProperty("param", out var named) ? named.GetString() : null);
    }

    [Fact]
    public async Task Of_an_array_of_locations_only_the_bad_ones_are_lost()
    {
        await using var tracking = await Accepting();
        using var answer = await Json(tracking, """
            {"device_id":"phone-8","location":[
             {"timestamp":"2026-05-01T11:59:58Z","coords":{"latitude":52.1,"longitude":5.2}},
             {"timestamp":"2026-05-01T11:59:59Z","coords":{"latitude":95,"longitude":5.2}},
             {"timestamp":"2026-05-01T12:00:00Z","coords":{"latitude":52.1,"longitude":5.2}}]}
            """);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var result = await answer.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal((2, 1), (result.GetProperty("accepted").GetInt32(), result.GetProperty("rejected")[0].GetProperty("index").GetInt32()));
        Assert.Equal(2, await tracking.Stat("positionsAccepted"));
    }

    [Fact]
    public async Task A_report_that_is_sent_again_with_another_time_is_known_by_its_uuid()
    {
        await using var tracking = await Accepting();
        foreach (var (device, second, uuid) in new[] { ("phone-9", 1, "a"), ("phone-9", 2, "b"), ("phone-9", 3, "a"), ("phone-10", 3, "a"), ("phone-9", 4, "b"), ("phone-9", 5, "c") })
        {
            using var answer = await Json(tracking, """{"device_id":"DEVICE","location":{"timestamp":"2026-05-01T11:59:0SZ","coords":{"latitude":52.1,"longitude":5.2},"uuid":"ID"}}"""
                .Replace("DEVICE", device).Replace("ID", uuid).Replace("0S", $"0{second}"));
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        }

        Assert.Equal((4, 2), (await tracking.Stat("positionsAccepted"), await tracking.Stat("positionsDuplicate")));
    }

    [Fact]
    public async Task What_is_of_a_day_that_is_not_kept_is_refused_by_name_and_not_said_to_be_stored()
    {
        await using var tracking = await Tracking.StartAsync(settings: [("Osmand:UnknownDevices", "accept"), ("Retention:PositionsDays", "90")]);
        const string old = """{"timestamp":"2026-01-01T12:00:00Z","coords":{"latitude":52.1,"longitude":5.2}}""";
        const string young = """{"timestamp":"2026-05-01T12:00:00Z","coords":{"latitude":52.1,"longitude":5.2}}""";

        using var query = await tracking.Client.GetAsync("/osmand?id=phone-11&lat=52.1&lon=5.2&timestamp=2026-01-01T12:00:00Z");
        using var single = await Json(tracking, $$"""{"device_id":"phone-11","location":{{old}}}""");
        using var all = await Json(tracking, $$"""{"device_id":"phone-11","location":[{{old}}]}""");
        using var some = await Json(tracking, $$"""{"device_id":"phone-11","location":[{{old}},{{young}}]}""");

        await AssertRefused(query, HttpStatusCode.BadRequest, "timestamp", "instant_too_old");
        await AssertRefused(single, HttpStatusCode.BadRequest, "location.timestamp", "instant_too_old");
        await AssertRefused(all, HttpStatusCode.BadRequest, "location[0].timestamp", "instant_too_old");
        Assert.Equal(HttpStatusCode.OK, some.StatusCode);
        var result = await some.Content.ReadFromJsonAsync<JsonElement>();
        var rejected = Assert.Single(result.GetProperty("rejected").EnumerateArray());
        Assert.Equal((1, 0), (result.GetProperty("accepted").GetInt32(), result.GetProperty("duplicates").GetInt32()));
        Assert.Equal((0, "instant_too_old"), (rejected.GetProperty("index").GetInt32(), rejected.GetProperty("code").GetString()));
    }

    [Fact]
    public async Task A_position_of_a_vehicle_that_is_being_erased_is_to_be_sent_again()
    {
        await using var tracking = await Accepting();
        await tracking.Accept("/v1/positions", [.. Enumerable.Range(0, 500).Select(day => new { vehicle = "phone-12", instant = Tracking.Noon.AddDays(day - 499), latitude = 52.1, longitude = 5.2 })]);
        using var erasing = await tracking.Client.DeleteAsync("/v1/vehicles/phone-12");
        Assert.Equal(HttpStatusCode.Accepted, erasing.StatusCode);
        const string location = """{"timestamp":"2026-05-01T12:00:00Z","coords":{"latitude":52.1,"longitude":5.2}}""";

        using var query = await tracking.Client.GetAsync("/osmand?id=phone-12&lat=52.1&lon=5.2");
        using var single = await Json(tracking, $$"""{"device_id":"phone-12","location":{{location}}}""");
        using var array = await Json(tracking, $$"""{"device_id":"phone-12","location":[{{location}}]}""");

        foreach (var answer in new[] { query, single, array })
            Assert.Equal((HttpStatusCode.TooManyRequests, 1), (answer.StatusCode, (int?)answer.Headers.RetryAfter?.Delta?.TotalSeconds));
    }

    private static Task<Tracking> Accepting() => Tracking.StartAsync(settings: ("Osmand:UnknownDevices", "accept"));

    private static Task<HttpResponseMessage> Json(Tracking tracking, string body) =>
        tracking.Client.PostAsync("/osmand", new StringContent(body, Encoding.UTF8, "application/json"));

    private static async Task<JsonElement> Newest(Tracking tracking, string vehicle) => (await tracking.Get("/v1/vehicles/" + vehicle)).GetProperty("position");

    private static double Number(JsonElement position, string name) => position.GetProperty(name).GetDouble();

    private static async Task AssertRefused(HttpResponseMessage answer, HttpStatusCode status, string param, string code)
    {
        Assert.Equal(status, answer.StatusCode);
        var problem = await answer.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal((param, code), (problem.GetProperty("param").GetString(), problem.GetProperty("code").GetString()));
    }
}
