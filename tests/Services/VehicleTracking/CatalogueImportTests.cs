using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Fleet.Runtime.Faults;

namespace Fleet.Tests.Services.VehicleTracking;

public sealed class CatalogueImportTests
{
    private const string Devices = """
        id,vehicle,name,overspeedLimitKmh,disabled,attributes.colour
        tag-1,van-1,"Van, the first",90,false,red
        tag-2,,Second,fast,false,
        tag-3,,Third,80,true,blue
        tag 4,,Fourth,80,true,blue
        tag-5,only
        """;

    [Fact]
    public async Task Bad_rows_of_a_file_are_named_by_line_and_field_and_the_good_ones_taken_once()
    {
        await using var tracking = await Tracking.StartAsync();

        var dry = await Import(tracking, "devices", Devices, query: "?dryRun=true");
        Assert.Equal((2, 3), (dry.GetProperty("created").GetInt32(), dry.GetProperty("rejected").GetInt32()));
        Assert.Empty((await tracking.Get("/v1/devices")).GetProperty("data").EnumerateArray());

        var first = await Import(tracking, "devices", Devices);
        var again = await Import(tracking, "devices", Devices);

        Assert.Equal(["3 overspeedLimitKmh wrong_type", "5 id malformed_id", "6  wrong_columns"], first.GetProperty("mistakes").EnumerateArray().Select(Text));
        Assert.Equal((2, 0), (first.GetProperty("created").GetInt32(), first.GetProperty("unchanged").GetInt32()));
        Assert.Equal((0, 2), (again.GetProperty("created").GetInt32(), again.GetProperty("unchanged").GetInt32()));
        var device = await tracking.Get("/v1/devices/tag-1");
        Assert.Equal(("van-1", "Van, the first", "red"), (device.GetProperty("vehicle").GetString(), device.GetProperty("name").GetString(), device.GetProperty("attributes").GetProperty("colour").GetString()));
    }

    [Fact]
    public async Task A_road_is_imported_with_a_row_for_each_camera()
    {
        await using var tracking = await Tracking.StartAsync();

        var result = await Import(tracking, "roads", """
            id,name,timeZone,jurisdiction,limitKmh,sectionTimeoutMinutes,camera.id,camera.name,camera.offsetMetres,camera.latitude,camera.longitude
            n1,Road one,Europe/Amsterdam,NL,80,30,n1-a,km 0,0,52,5
            n1,Road one,Europe/Amsterdam,NL,80,30,n1-b,km 5,5000,52.05,5
            n2,Road two,Europe/Amsterdam,NL,80,30,n2-a,km 0,0,52,5
            n2,Road two,Europe/Amsterdam,NL,80,30,r7n-1,km 5,5000,95,5
            n3,Road three,Europe/Amsterdam,NL,80,30,n3-a,km 0,0,52,5
            n3,Road three,Europe/Amsterdam,NL,80,30,r7n-1,km 5,5000,52,5
            """);

        Assert.Equal(1, result.GetProperty("created").GetInt32());
        Assert.Equal(["5 cameras[1].latitude out_of_range", "6 cameras camera_on_two_roads"], result.GetProperty("mistakes").EnumerateArray().Select(Text));
        Assert.Equal(1, (await tracking.Accept("/v1/passages", new { camera = "n1-b", plate = "AB12CD", instant = Tracking.Noon })).Accepted);
    }

    [Fact]
    public async Task Zones_are_imported_from_the_features_of_a_map()
    {
        await using var tracking = await Tracking.StartAsync();

        var result = await Import(tracking, "zones", """
            {"type":"FeatureCollection","features":[
              {"type":"Feature","id":"yard","properties":{"name":"Yard","fill":"#f00"},"geometry":{"type":"Polygon","coordinates":[[[5,52],[5.1,52],[5.1,52.1],[5,52]]]}},
              {"type":"Feature","properties":{"id":"gate","radiusMetres":50,"limitKmh":30},"geometry":{"type":"Point","coordinates":[5.2,52.2]}},
              {"type":"Feature","id":"lane","properties":{"widthMetres":20},"geometry":{"type":"LineString","coordinates":[[5,52],[5.1,52]]}},
              {"type":"Feature","id":"open","properties":{},"geometry":{"type":"Polygon","coordinates":[[[5,52],[5.1,52],[5.1,52.1]]]}},
              {"type":"Feature","id":"none","properties":{},"geometry":null}
            ]}
            """, "application/geo+json");

        Assert.Equal((3, 2), (result.GetProperty("created").GetInt32(), result.GetProperty("rejected").GetInt32()));
        Assert.Equal([3, 4], result.GetProperty("mistakes").EnumerateArray().Select(mistake => mistake.GetProperty("line").GetInt32()).Distinct());
        Assert.Equal(10, (await tracking.Get("/v1/zones/lane")).GetProperty("geometry").GetProperty("corridor").GetProperty("halfWidthMetres").GetInt32());
    }

    [Fact]
    public async Task An_import_that_broke_off_is_finished_by_the_same_file()
    {
        await using var tracking = await Tracking.StartAsync();
        var rows = Enumerable.Range(0, 5_000).Select(i => $"tag-{i},Device {i}").ToList();
        var file = "id,name\n" + string.Join('\n', rows);
        await Import(tracking, "devices", "id,name\n" + string.Join('\n', rows.Take(1_000)));
        tracking.Faults.Add(new FaultRule { Kind = FaultKind.Error, Operation = "api", Path = "/v1.0/actors/CatalogueActor/*/state" });

        using var broken = await tracking.Client.PostAsync("/v1/devices/import", Content(file, "text/csv"));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, broken.StatusCode);
        tracking.Faults.Clear();
        var result = await Import(tracking, "devices", file);

        Assert.Equal((4_000, 1_000), (result.GetProperty("created").GetInt32(), result.GetProperty("unchanged").GetInt32()));
        Assert.Single((await tracking.Get("/v1/devices/tag-4999/history")).GetProperty("data").EnumerateArray());
    }

    [Fact]
    public async Task A_file_far_beyond_the_limit_of_other_bodies_goes_through_the_gateway()
    {
        await using var tracking = await Tracking.StartAsync();
        using var gateway = await tracking.AddGatewayAsync();
        var note = new string('x', 500);
        var file = "id,name,attributes.note\n" + string.Join('\n', Enumerable.Range(0, 12_000).Select(i => $"tag-{i},Device {i},{note}"));
        Assert.True(file.Length > 5 * 1024 * 1024);

        using var answer = await gateway.PostAsync("/v1/devices/import?dryRun=true", Content(file, "text/csv"));

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(12_000, (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("created").GetInt32());
    }

    [Fact]
    public async Task Another_instance_hears_of_a_change_within_two_seconds()
    {
        await using var tracking = await Tracking.StartAsync();
        using var other = await tracking.AddInstanceAsync();
        await Import(tracking, "devices", "id,name\ntag-1,One");

        Assert.True(await tracking.Time.AdvanceUntilAsync(
            async () => (await other.GetFromJsonAsync<JsonElement>("/v1/devices")).GetProperty("data").GetArrayLength() == 1, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(10)));
    }

    [Fact]
    public async Task A_camera_and_a_limit_are_changed_within_their_road()
    {
        await using var tracking = await Tracking.StartAsync();
        var camera = await tracking.Get("/v1/cameras/r7n-1");
        var moved = JsonSerializer.Deserialize<Dictionary<string, object>>(camera)!;
        moved["name"] = "moved";

        using var put = await tracking.Client.PutAsJsonAsync("/v1/cameras/r7n-1", moved);
        using var limit = await tracking.Client.PostAsJsonAsync("/v1/roads/r7-north/limits", new { version = "works-1", limitKmh = 70, reason = "temporary-works", from = Tracking.Noon, until = Tracking.Noon.AddDays(3) });
        using var wrong = await tracking.Client.PostAsJsonAsync("/v1/roads/r7-north/limits", new { version = "works-2", limitKmh = -1 });

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK, HttpStatusCode.UnprocessableEntity), (put.StatusCode, limit.StatusCode, wrong.StatusCode));
        Assert.Equal("limits[1].limitKmh", (await wrong.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("param").GetString());
        Assert.Equal("moved", (await tracking.Get("/v1/cameras/r7n-1")).GetProperty("name").GetString());
        Assert.Equal("works-1", (await tracking.Get("/v1/roads/r7-north/limits")).GetProperty("data")[0].GetProperty("version").GetString());
        var changes = (await tracking.Get("/v1/roads/r7-north/history")).GetProperty("data").EnumerateArray()
            .Select(item => string.Join(' ', item.GetProperty("fields").EnumerateArray().Select(field => field.GetProperty("field").GetString()))).Take(2);
        Assert.Equal(["limits", "cameras[0].name"], changes);
    }

    [Theory]
    [InlineData("devices", "text/plain", "id\n1", 415, "unsupported_media_type")]
    [InlineData("devices", "text/csv", "", 400, "empty_file")]
    [InlineData("devices", "text/csv", "name\nx", 400, "required")]
    [InlineData("devices", "text/csv", "id,id\nx,y", 400, "twice")]
    [InlineData("devices", "application/geo+json", "{}", 415, "unsupported_media_type")]
    [InlineData("zones", "application/geo+json", "{}", 400, "wrong_type")]
    [InlineData("zones", "application/geo+json", "{", 400, "malformed_json")]
    public async Task A_file_that_is_none_is_refused_by_name(string kind, string type, string file, int status, string code)
    {
        await using var tracking = await Tracking.StartAsync();

        using var response = await tracking.Client.PostAsync($"/v1/{kind}/import", Content(file, type));

        Assert.Equal((status, code), ((int)response.StatusCode, (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("code").GetString()));
    }

    private static async Task<JsonElement> Import(Tracking tracking, string kind, string file, string type = "text/csv", string query = "")
    {
        using var response = await tracking.Client.PostAsync($"/v1/{kind}/import{query}", Content(file, type));
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return await response.Content.ReadFromJsonAsync<JsonElement>();
    }

    private static ByteArrayContent Content(string file, string type) => new(Encoding.UTF8.GetBytes(file)) { Headers = { ContentType = new MediaTypeHeaderValue(type) } };

    private static string Text(JsonElement mistake) =>
        $"{mistake.GetProperty("line")} {(mistake.TryGetProperty("field", out var field) ? field.GetString() : "")} {mistake.GetProperty("code").GetString()}";
}
