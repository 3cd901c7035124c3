using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Fleet.Tests.Services.VehicleTracking;

public sealed class CatalogueTests
{
    [Fact]
    public async Task The_shipped_roads_are_in_the_catalogue_and_each_says_where_it_comes_from()
    {
        await using var tracking = await Tracking.StartAsync();

        var roads = (await tracking.Get("/v1/roads")).GetProperty("data").EnumerateArray().ToList();
        var road = await tracking.Get("/v1/roads/r7-north");

        Assert.InRange(roads.Count, 4, 6);
        Assert.Equal("r7n-1", road.GetProperty("cameras")[0].GetProperty("id").GetString());
        Assert.Equal(("file", 1), (road.GetProperty("catalogue").GetProperty("changedBy").GetString(), road.GetProperty("catalogue").GetProperty("version").GetInt32()));
        Assert.NotEmpty((await tracking.Get("/v1/tolerances/NL")).GetProperty("bands").EnumerateArray());
    }

    [Fact]
    public async Task A_new_road_takes_passages_at_once_and_a_changed_one_counts_from_its_date_on()
    {
        await using var tracking = await Tracking.StartAsync();
        using var created = await Send(tracking, HttpMethod.Post, "/v1/roads", Road("n1", "n1-a", "n1-b"), "ann");
        Assert.Equal(HttpStatusCode.Created, created.StatusCode);
        Assert.Equal("\"1\"", created.Headers.ETag!.Tag);
        Assert.Equal(1, (await tracking.Accept("/v1/passages", new { camera = "n1-a", plate = "AB12CD", instant = Tracking.Noon })).Accepted);

        var changed = Road("n1", "n1-a", "n1-b");
        changed["limitKmh"] = 60;
        using var planned = await Send(tracking, HttpMethod.Put, "/v1/roads/n1?effectiveFrom=2026-05-02T00:00:00Z&reason=works", changed, "bob");
        Assert.Equal(HttpStatusCode.OK, planned.StatusCode);

        Assert.Equal(80, (await tracking.Get("/v1/roads/n1")).GetProperty("limitKmh").GetInt32());
        Assert.Equal(60, (await tracking.Get("/v1/roads/n1?at=2026-05-02T00:00:00Z")).GetProperty("limitKmh").GetInt32());
        var history = (await tracking.Get("/v1/roads/n1/history")).GetProperty("data");
        Assert.Equal(("bob", "ann"), (history[0].GetProperty("changedBy").GetString(), history[1].GetProperty("changedBy").GetString()));
        var field = Assert.Single(history[0].GetProperty("fields").EnumerateArray());
        Assert.Equal(("limitKmh", 80, 60), (field.GetProperty("field").GetString(), field.GetProperty("from").GetInt32(), field.GetProperty("to").GetInt32()));
        Assert.Equal("works", history[0].GetProperty("reason").GetString());
    }

    [Fact]
    public async Task What_was_changed_outlives_a_restart_and_the_file_no_longer_counts()
    {
        var data = Directory.CreateTempSubdirectory("tracking-catalogue-").FullName;
        await using (var before = await Tracking.StartAsync(data))
        {
            using var gone = await Send(before, HttpMethod.Delete, "/v1/roads/r7-north", null, "ann");
            Assert.Equal(HttpStatusCode.NoContent, gone.StatusCode);
            (await Send(before, HttpMethod.Put, "/v1/devices/tag-1", new JsonObject { ["vehicle"] = "van-1" }, "ann")).Dispose();
        }

        await using var after = await Tracking.StartAsync(data, Tracking.Noon.AddMinutes(1));

        Assert.Equal(HttpStatusCode.NotFound, (await after.Client.GetAsync("/v1/roads/r7-north")).StatusCode);
        Assert.Equal("van-1", (await after.Get("/v1/devices/tag-1")).GetProperty("vehicle").GetString());
        using var refused = await after.Post("/v1/passages", new { camera = "r7n-1", plate = "AB12CD", instant = Tracking.Noon.AddMinutes(1) });
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
    }

    [Fact]
    public async Task Every_mistake_of_an_entry_is_named_at_once()
    {
        await using var tracking = await Tracking.StartAsync();
        var road = Road("n1", "n1-a", "n1-a");
        road["timeZone"] = "Mars/Olympus";
        road["limitKmh"] = 0;
        road["speed"] = 7;
        road["cameras"]![1]!["latitude"] = "north";

        using var unreadable = await Send(tracking, HttpMethod.Post, "/v1/roads", road);
        road.Remove("speed");
        road["cameras"]![1]!["latitude"] = 95;
        using var senseless = await Send(tracking, HttpMethod.Post, "/v1/roads", road);

        Assert.Equal((HttpStatusCode.BadRequest, "cameras[1].latitude speed"), (unreadable.StatusCode, await Params(unreadable)));
        Assert.Equal(
            (HttpStatusCode.UnprocessableEntity, "cameras[1].id cameras[1].latitude limitKmh timeZone"),
            (senseless.StatusCode, await Params(senseless)));
    }

    [Fact]
    public async Task What_would_contradict_the_rest_is_refused_by_name()
    {
        await using var tracking = await Tracking.StartAsync();
        var lawless = Road("n1", "n1-a", "n1-b");
        lawless["jurisdiction"] = "XX";

        await Refused(await Send(tracking, HttpMethod.Post, "/v1/roads", Road("n1", "r7n-1", "n1-b")), 422, "camera_on_two_roads", "cameras");
        await Refused(await Send(tracking, HttpMethod.Post, "/v1/roads", lawless), 422, "unknown_jurisdiction", "jurisdiction");
        await Refused(await Send(tracking, HttpMethod.Delete, "/v1/tolerances/NL", null), 422, "jurisdiction_in_use", "jurisdiction");
        await Refused(await Send(tracking, HttpMethod.Delete, "/v1/roads/nowhere", null), 404, "not_found", "id");
        await Refused(await Send(tracking, HttpMethod.Post, "/v1/roads", Road("r7-north", "n1-a", "n1-b")), 409, "already_exists", "id");
    }

    [Fact]
    public async Task Of_two_who_change_the_same_version_the_second_is_told_to_read_it_again()
    {
        await using var tracking = await Tracking.StartAsync();
        await Send(tracking, HttpMethod.Put, "/v1/devices/tag-1", new JsonObject { ["name"] = "one" });

        using var first = await Send(tracking, HttpMethod.Put, "/v1/devices/tag-1", new JsonObject { ["name"] = "two" }, ifMatch: "\"1\"");
        using var second = await Send(tracking, HttpMethod.Put, "/v1/devices/tag-1", new JsonObject { ["name"] = "three" }, ifMatch: "\"1\"");

        Assert.Equal("\"2\"", first.Headers.ETag!.Tag);
        await Refused(second, 412, "version_conflict", "If-Match");
        Assert.Equal("two", (await tracking.Get("/v1/devices/tag-1")).GetProperty("name").GetString());
    }

    [Fact]
    public async Task A_request_with_the_same_idempotency_key_does_its_work_once()
    {
        await using var tracking = await Tracking.StartAsync();
        var device = new JsonObject { ["id"] = "tag-1", ["name"] = "one" };

        using var first = await Send(tracking, HttpMethod.Post, "/v1/devices", device, key: "k1");
        using var again = await Send(tracking, HttpMethod.Post, "/v1/devices", device, key: "k1");
        device["name"] = "two";
        using var other = await Send(tracking, HttpMethod.Post, "/v1/devices", device, key: "k1");

        Assert.Equal((HttpStatusCode.Created, HttpStatusCode.Created), (first.StatusCode, again.StatusCode));
        Assert.Equal(await first.Content.ReadAsStringAsync(), await again.Content.ReadAsStringAsync());
        await Refused(other, 409, "idempotency_key_reused", "Idempotency-Key");
        Assert.Single((await tracking.Get("/v1/devices/tag-1/history")).GetProperty("data").EnumerateArray());
    }

    [Fact]
    public async Task A_zone_is_kept_as_it_was_said_and_its_mistakes_are_named()
    {
        await using var tracking = await Tracking.StartAsync();
        var zone = JsonNode.Parse("""{"id":"depot","name":"Depot","geometry":{"circle":{"center":[5.1,52.1],"radiusMetres":200}},"limitKmh":30}""")!;

        using var created = await Send(tracking, HttpMethod.Post, "/v1/zones", zone);
        zone["geometry"]!["circle"]!["radiusMetres"] = 0;
        zone["limitKmh"] = 900;
        using var senseless = await Send(tracking, HttpMethod.Put, "/v1/zones/depot", zone);

        Assert.Equal(HttpStatusCode.Created, created.StatusCode);
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "geometry.circle.radiusMetres limitKmh"), (senseless.StatusCode, await Params(senseless)));
        Assert.Equal(200, (await tracking.Get("/v1/zones")).GetProperty("data")[0].GetProperty("geometry").GetProperty("circle").GetProperty("radiusMetres").GetInt32());
    }

    [Fact]
    public async Task The_description_names_the_contract_of_every_kind()
    {
        await using var tracking = await Tracking.StartAsync();

        var paths = (await tracking.Get("/openapi/v1.json")).GetProperty("paths");

        foreach (var (path, contract) in new[] { ("roads", "Road"), ("zones", "Zone"), ("devices", "Device"), ("tolerances", "Tolerance") })
        {
            var put = paths.GetProperty($"/v1/{path}/{{id}}").GetProperty("put").GetProperty("requestBody").GetRawText();
            Assert.Contains($"schemas/{contract}\"", put, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task The_same_entry_again_changes_nothing()
    {
        await using var tracking = await Tracking.StartAsync();
        await Send(tracking, HttpMethod.Put, "/v1/devices/tag-1", new JsonObject { ["name"] = "one" });

        using var again = await Send(tracking, HttpMethod.Put, "/v1/devices/tag-1", JsonNode.Parse((await tracking.Get("/v1/devices/tag-1")).GetRawText()));

        Assert.Equal((HttpStatusCode.OK, "\"1\""), (again.StatusCode, again.Headers.ETag!.Tag));
    }

    [Theory]
    [InlineData("/v1/devices/a%20b", """{}""", null, 400, "id")]
    [InlineData("/v1/devices/a", """{"id":"b"}""", null, 422, "id")]
    [InlineData("/v1/devices/a", """{"name":"x","name":"y"}""", null, 400, null)]
    [InlineData("/v1/devices/a", """{"name":"\ud800"}""", null, 400, "name")]
    [InlineData("/v1/devices/a", """[]""", null, 400, null)]
    [InlineData("/v1/devices/a", """{""", null, 400, null)]
    [InlineData("/v1/devices/a", """{"attributes":{"x":[1]}}""", null, 400, "attributes.x")]
    [InlineData("/v1/devices/a?effectiveFrom=tomorrow", """{}""", null, 400, "effectiveFrom")]
    [InlineData("/v1/devices/a", """{}""", "a/b", 400, "Fleet-Actor")]
    public async Task A_request_that_makes_no_sense_is_refused_by_name(string path, string body, string? actor, int status, string? param)
    {
        await using var tracking = await Tracking.StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Put, path) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        if (actor is not null) request.Headers.Add("Fleet-Actor", actor);

        using var response = await tracking.Client.SendAsync(request);

        Assert.Equal(status, (int)response.StatusCode);
        var problem = await response.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal(param, problem.TryGetProperty("param", out var named) ? named.GetString() : null);
        Assert.Empty((await tracking.Get("/v1/devices")).GetProperty("data").EnumerateArray());
    }

    private static JsonObject Road(string id, params string[] cameras) => new()
    {
        ["id"] = id,
        ["name"] = "New road",
        ["timeZone"] = "Europe/Amsterdam",
        ["jurisdiction"] = "NL",
        ["limitKmh"] = 80,
        ["sectionTimeoutMinutes"] = 30,
        ["cameras"] = new JsonArray([.. cameras.Select((camera, index) => new JsonObject
        {
            ["id"] = camera, ["name"] = $"km {index * 5}", ["offsetMetres"] = index * 5_000, ["latitude"] = 52 + (index * 0.05), ["longitude"] = 5,
        })]),
    };

    private static async Task<HttpResponseMessage> Send(
        Tracking tracking, HttpMethod method, string path, JsonNode? body, string? actor = null, string? ifMatch = null, string? key = null)
    {
        using var request = new HttpRequestMessage(method, path) { Content = body is null ? null : JsonContent.Create(body) };
        if (actor is not null) request.Headers.Add("Fleet-Actor", actor);
        if (ifMatch is not null) request.Headers.TryAddWithoutValidation("If-Match", ifMatch);
        if (key is not null) request.Headers.Add("Idempotency-Key", key);
        return await tracking.Client.SendAsync(request);
    }

    private static async Task Refused(HttpResponseMessage response, int status, string code, string? param)
    {
        var problem = await response.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal((status, code, param), ((int)response.StatusCode, problem.GetProperty("code").GetString(), problem.GetProperty("param").GetString()));
        response.Dispose();
    }

    private static async Task<string> Params(HttpResponseMessage response) => string.Join(
        ' ', (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("mistakes").EnumerateArray().Select(mistake => mistake.GetProperty("param").GetString()!).Order(StringComparer.Ordinal));
}
