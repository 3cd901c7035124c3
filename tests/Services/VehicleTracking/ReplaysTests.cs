using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Fleet.Contracts;
using Fleet.Contracts.VehicleTracking;

namespace Fleet.Tests.Services.VehicleTracking;

/// <summary>What if: the same passages and positions under other rules, through the public door.</summary>
public sealed class ReplaysTests
{
    private static readonly Road Road = new(
        "x1", "X1", "Europe/Amsterdam", "NL", 100, 30,
        [new Camera("x1-1", "km 0", 0, 52, 5), new Camera("x1-2", "km 10", 10_000, 52.1, 5), new Camera("x1-3", "km 15", 15_000, 52.15, 5)]);

    private static readonly object Generous = new[] { new { jurisdiction = "NL", version = "generous", roundUpToKmh = 1, bands = new[] { new { kmh = 60 } } } };

    [Fact]
    public async Task A_lower_limit_makes_violations_of_passages_that_are_still_stored_and_decides_nothing()
    {
        await using var tracking = await StartAsync();
        await tracking.Accept("/v1/passages", [.. Driving("FAST1", 300), .. Driving("SLOW1", 400)]);
        var before = await Decided(tracking);

        var done = await Done(tracking, await Ask(tracking, new { limitKmh = new { x1 = 80 } }));

        Assert.Equal((1, 2, 1, 0, 1), Counts(done, "violations"));
        Assert.Equal((8, 2, 2, 100), (Int(done, "progress", "shardsDone"), Int(done, "progress", "vehiclesDone"), Int(done, "progress", "vehiclesTotal"), Int(done, "progress", "percent")));
        Assert.Equal((6, 0), (Int(done, "covered", "passagesStored"), Int(done, "covered", "passagesInEvidence")));
        Assert.Equal(Tracking.Noon.AddSeconds(-600), done.GetProperty("covered").GetProperty("earliestPassageAt").GetDateTimeOffset());
        var differences = done.GetProperty("differences").GetProperty("data").EnumerateArray().ToDictionary(one => one.GetProperty("vehicle").GetString()!);
        Assert.Equal(("new", 80, 87), (Text(differences["SLOW1"], "change"), Int(differences["SLOW1"], "after", "limitKmh"), Int(differences["SLOW1"], "after", "correctedSpeedKmh")));
        Assert.Equal(("different", 100, 80), (Text(differences["FAST1"], "change"), Int(differences["FAST1"], "before", "limitKmh"), Int(differences["FAST1"], "after", "limitKmh")));
        Assert.Equal(before, await Decided(tracking));
    }

    [Fact]
    public async Task A_higher_tolerance_lets_a_violation_go_of_which_only_the_evidence_is_left()
    {
        await using var tracking = await StartAsync();
        await tracking.Accept("/v1/passages", [.. Driving("FAST1", 300), .. Driving("SLOW1", 400)]);
        Assert.True(await tracking.Time.AdvanceUntilAsync(async () => await tracking.Stat("passagesErased") == 6, TimeSpan.FromSeconds(5), TimeSpan.FromMinutes(40)));

        var done = await Done(tracking, await Ask(tracking, new { tolerances = Generous, limitKmh = new { x1 = 100 } }));

        Assert.Equal((1, 0, 0, 1, 0), Counts(done, "violations"));
        Assert.Equal((0, 2), (Int(done, "covered", "passagesStored"), Int(done, "covered", "passagesInEvidence")));
        Assert.Equal(1, await tracking.Stat("violations"));
    }

    [Fact]
    public async Task A_road_is_taken_as_the_catalogue_gives_it()
    {
        await using var tracking = await StartAsync();
        await tracking.Accept("/v1/passages", Driving("FAST1", 300));
        var road = (await tracking.Get("/v1/roads")).GetProperty("data")[0];
        Assert.True(road.TryGetProperty("catalogue", out _));

        var done = await Done(tracking, await Ask(tracking, new { roads = new[] { road } }));

        Assert.Equal((1, 1, 0, 0, 0), Counts(done, "violations"));
    }

    [Fact]
    public async Task Another_overspeed_limit_and_a_new_zone_make_other_episodes()
    {
        await using var tracking = await StartAsync();
        await tracking.Accept("/v1/positions", [.. Enumerable.Range(0, 120).Select(second => Position("van-1", second - 600, second < 60 ? 90 : 140))]);
        Assert.True(await tracking.Heard(1));
        var before = await Decided(tracking);

        var lower = await Done(tracking, await Ask(tracking, new { overspeedLimitKmh = 80 }));
        var higher = await Done(tracking, await Ask(tracking, new { overspeedLimitKmh = 150 }));
        var zone = new { id = "z", name = "Z", geometry = new { circle = new { center = new[] { 5.1, 52.0 }, radiusMetres = 100_000 } }, limitKmh = 100 };
        var zoned = await Done(tracking, await Ask(tracking, new { overspeedLimitKmh = 150, zones = new[] { zone } }));

        Assert.Equal((1, 1, 0, 0, 1), Counts(lower, "overspeeds"));
        Assert.Equal((1, 0, 0, 1, 0), Counts(higher, "overspeeds"));
        Assert.Equal((1, 1, 0, 0, 1), Counts(zoned, "overspeeds"));
        Assert.Equal((120, 1), (Int(lower, "covered", "positions"), Int(lower, "progress", "vehiclesTotal")));
        Assert.Equal(before, await Decided(tracking));
    }

    [Fact]
    public async Task A_change_that_changes_nothing_makes_no_difference_over_sealed_segments()
    {
        await using var tracking = await StartAsync();
        for (var part = 0; part < 4; part++)
            await tracking.Accept("/v1/positions", [.. Enumerable.Range(0, 300).Select(n => (part * 300) + n).Select(second => Position("van-1", second - 1_800, (second / 100) % 2 == 0 ? 90 : 140))]);

        var done = await Done(tracking, await Ask(tracking, new { overspeedLimitKmh = 130 }));

        Assert.Equal((6, 6, 0, 0, 0), Counts(done, "overspeeds"));
        Assert.Equal(1_200, Int(done, "covered", "positions"));
    }

    [Fact]
    public async Task A_replay_goes_on_after_a_restart_and_finds_the_same()
    {
        var data = Directory.CreateTempSubdirectory("tracking-data-").FullName;
        string id;
        int done;
        await using (var first = await StartAsync(data, stepsATick: 1))
        {
            await first.Accept("/v1/passages", [.. Enumerable.Range(0, 40).SelectMany(n => Driving($"CAR{n:00}", 400))]);
            id = await Ask(first, new { limitKmh = new { x1 = 80 } });
            Assert.True(await first.Time.AdvanceUntilAsync(
                async () => Int(await first.Get($"/v1/replays/{id}"), "progress", "vehiclesDone") > 5, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(5)));
            var under = await first.Get($"/v1/replays/{id}");
            done = Int(under, "progress", "vehiclesDone");
            Assert.Equal("running", Text(under, "status"));
            Assert.InRange(done, 6, 39);
        }

        await using var second = await StartAsync(data, Tracking.Noon.AddMinutes(10));
        Assert.True(Int(await second.Get($"/v1/replays/{id}"), "progress", "vehiclesDone") >= done);
        var ended = await Done(second, id);

        Assert.Equal((0, 40, 40, 0, 0), Counts(ended, "violations"));
        Assert.Equal((40, 40), (Int(ended, "progress", "vehiclesDone"), Int(ended, "differencesKept")));
        Assert.Equal(40, (await Vehicles(second, id)).Distinct().Count());
    }

    [Fact]
    public async Task Saves_that_fail_in_mid_run_lose_no_difference_and_make_none_twice()
    {
        await using var tracking = await StartAsync(stepsATick: 3);
        await tracking.Accept("/v1/passages", [.. Enumerable.Range(0, 40).SelectMany(n => Driving($"CAR{n:00}", 400))]);
        var id = await Ask(tracking, new { limitKmh = new { x1 = 80 } });
        for (var round = 0; round < 5; round++)
        {
            tracking.Time.Advance(TimeSpan.FromSeconds(2));
            tracking.Faults.Add(new Fleet.Runtime.Faults.FaultRule { Kind = Fleet.Runtime.Faults.FaultKind.Error, Operation = "api", Path = "/v1.0/actors/ReplayActor/*/state" });
            Assert.True(await tracking.Time.AdvanceUntilAsync(() => Task.FromResult(tracking.Faults.Rules[0].Acted > 0), TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(1)));
            tracking.Faults.Clear();
        }

        var ended = await Done(tracking, id);

        Assert.Equal((0, 40, 40, 0, 0), Counts(ended, "violations"));
        Assert.Equal(40, Int(ended, "progress", "vehiclesDone"));
        var vehicles = await Vehicles(tracking, id);
        Assert.Equal((40, 40), (vehicles.Count, vehicles.Distinct().Count()));
    }

    [Fact]
    public async Task What_was_found_of_an_erased_vehicle_is_forgotten()
    {
        await using var tracking = await StartAsync();
        foreach (var vehicle in new[] { "van-1", "van-2" })
            await tracking.Accept("/v1/positions", [.. Enumerable.Range(0, 60).Select(second => Position(vehicle, second - 600, 100))]);
        var id = await Ask(tracking, new { overspeedLimitKmh = 80 });
        Assert.Equal((0, 2, 2, 0, 0), Counts(await Done(tracking, id), "overspeeds"));

        using var erased = await tracking.Client.DeleteAsync("/v1/vehicles/van-1");

        Assert.True(erased.IsSuccessStatusCode);
        Assert.Equal(["", "van-2"], (await Vehicles(tracking, id)).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_replay_is_cancelled_and_stays_so_and_is_dropped_after_a_week()
    {
        await using var tracking = await StartAsync(stepsATick: 1);
        await tracking.Accept("/v1/passages", Driving("SLOW1", 400));
        var id = await Ask(tracking, new { limitKmh = new { x1 = 80 } });

        using var cancelled = await tracking.Client.DeleteAsync($"/v1/replays/{id}");
        Assert.Equal("cancelled", Text(await cancelled.Content.ReadFromJsonAsync<JsonElement>(), "status"));
        tracking.Time.Advance(TimeSpan.FromSeconds(30));
        Assert.Equal("cancelled", Text(await tracking.Get($"/v1/replays/{id}"), "status"));
        Assert.Equal(id, Text((await tracking.Get("/v1/replays")).GetProperty("data")[0], "id"));

        Assert.True(await tracking.Time.AdvanceUntilAsync(
            async () => (await tracking.Get("/v1/replays")).GetProperty("data").GetArrayLength() == 0, TimeSpan.FromHours(12), TimeSpan.FromDays(8)));
        // It leaves the list first.
        Assert.True(await tracking.Time.AdvanceUntilAsync(() => IsGone(tracking, id), TimeSpan.FromSeconds(5), TimeSpan.FromMinutes(5)));
    }

    [Fact]
    public async Task The_same_key_is_the_same_replay_and_never_another()
    {
        await using var tracking = await StartAsync();

        using var first = await Send(tracking, Span(new { overspeedLimitKmh = 80 }), "k1");
        using var again = await Send(tracking, Span(new { overspeedLimitKmh = 80 }), "k1");
        using var other = await Send(tracking, Span(new { overspeedLimitKmh = 90 }), "k1");

        Assert.Equal((HttpStatusCode.Accepted, HttpStatusCode.Accepted, HttpStatusCode.Conflict), (first.StatusCode, again.StatusCode, other.StatusCode));
        Assert.Equal(first.Headers.Location, again.Headers.Location);
        Assert.Single((await tracking.Get("/v1/replays")).GetProperty("data").EnumerateArray());
    }

    [Theory]
    [InlineData("""{"from":"2026-05-01T12:00:00Z","to":"2026-05-01T12:00:00Z","changes":{"overspeedLimitKmh":80}}""", 422, "to")]
    [InlineData("""{"from":"2026-05-01T12:00:00Z","to":"2026-06-02T12:00:00Z","changes":{"overspeedLimitKmh":80}}""", 422, "to")]
    [InlineData("""{"from":"yesterday","to":"2026-05-01T12:00:00Z","changes":{"overspeedLimitKmh":80}}""", 400, "from")]
    [InlineData("""{"to":"2026-05-01T12:00:00Z","changes":{"overspeedLimitKmh":80}}""", 400, "from")]
    [InlineData("""{"from":"2026-05-01T11:00:00Z","to":"2026-05-01T12:00:00Z"}""", 400, "changes")]
    [InlineData("""{"from":"2026-05-01T11:00:00Z","to":"2026-05-01T12:00:00Z","changes":{}}""", 400, "changes")]
    [InlineData("""{"from":"2026-05-01T11:00:00Z","to":"2026-05-01T12:00:00Z","changes":{"speed":1}}""", 400, "changes.speed")]
    [InlineData("""{"from":"2026-05-01T11:00:00Z","to":"2026-05-01T12:00:00Z","changes":{"limitKmh":{"x9":80}}}""", 422, "changes.limitKmh.x9")]
    [InlineData("""{"from":"2026-05-01T11:00:00Z","to":"2026-05-01T12:00:00Z","changes":{"limitKmh":{"x1":"fast"}}}""", 400, "changes.limitKmh")]
    [InlineData("""{"from":"2026-05-01T11:00:00Z","to":"2026-05-01T12:00:00Z","changes":{"limitKmh":{"x1":0}}}""", 422, "changes.limitKmh.x1")]
    [InlineData("""{"from":"2026-05-01T11:00:00Z","to":"2026-05-01T12:00:00Z","changes":{"limitKmh":null,"overspeedLimitKmh":-1}}""", 422, "changes.overspeedLimitKmh")]
    [InlineData("""{"from":"2026-05-01T11:00:00Z","to":"2026-05-01T12:00:00Z","changes":{"overspeedLimitKmh":80},"roads":["x9"]}""", 422, "roads[0]")]
    [InlineData("""{"from":"2026-05-01T11:00:00Z","to":"2026-05-01T12:00:00Z","changes":{"overspeedLimitKmh":80},"vehicles":["a/b"]}""", 422, "vehicles[0]")]
    [InlineData("""{"from":"2026-05-01T11:00:00Z","to":"2026-05-01T12:00:00Z","changes":{"roads":[{"id":"x1"}]}}""", 400, "changes.roads[0].name")]
    [InlineData("""{"from":"2026-05-01T11:00:00Z","to":"2026-05-01T12:00:00Z","changes":{"tolerances":[{"jurisdiction":"NL","version":"v","roundUpToKmh":1,"bands":[]}]}}""", 422, "changes.tolerances[0].bands")]
    [InlineData("""{"from":"2026-05-01T11:00:00Z","to":"2026-05-01T12:00:00Z","changes":{"zones":[null]}}""", 400, "changes.zones[0]")]
    [InlineData("[]", 400, null)]
    [InlineData("null", 400, null)]
    public async Task What_makes_no_sense_is_refused_by_the_fields_name(string body, int status, string? param)
    {
        await using var tracking = await StartAsync();

        using var response = await tracking.Client.PostAsync("/v1/replays", new StringContent(body, System.Text.Encoding.UTF8, "application/json"));

        Assert.Equal(status, (int)response.StatusCode);
        var problem = await response.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal(param, problem.TryGetProperty("param", out var named) ? named.GetString() : null);
    }

    private static async Task<Tracking> StartAsync(string? data = null, DateTimeOffset? at = null, int stepsATick = 200)
    {
        var file = Path.Combine(Directory.CreateTempSubdirectory("roads-").FullName, "roads.json");
        await File.WriteAllTextAsync(file, JsonSerializer.Serialize(new[] { Road }, ContractJson.Options));
        return await Tracking.StartAsync(data, at, ("Reference:Roads", file), ("Tracking:Replays:StepsATick", stepsATick.ToString(System.Globalization.CultureInfo.InvariantCulture)));
    }

    private static object Span(object changes) => new { from = Tracking.Noon.AddHours(-2), to = Tracking.Noon.AddHours(2), changes };

    private static async Task<HttpResponseMessage> Send(Tracking tracking, object body, string? key = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/replays") { Content = JsonContent.Create(body) };
        if (key is not null) request.Headers.Add("Idempotency-Key", key);
        return await tracking.Client.SendAsync(request);
    }

    private static async Task<string> Ask(Tracking tracking, object changes)
    {
        using var response = await Send(tracking, Span(changes));
        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
        var view = await response.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal("queued", Text(view, "status"));
        Assert.Equal($"/v1/replays/{Text(view, "id")}", response.Headers.Location?.ToString());
        return Text(view, "id")!;
    }

    private static async Task<JsonElement> Done(Tracking tracking, string id)
    {
        Assert.True(await tracking.Time.AdvanceUntilAsync(
            async () => Text(await tracking.Get($"/v1/replays/{id}"), "status") == "done", TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(5)));
        return await tracking.Get($"/v1/replays/{id}");
    }

    private static async Task<List<string>> Vehicles(Tracking tracking, string id)
    {
        var (seen, cursor) = (new List<string>(), "");
        do
        {
            var page = await tracking.Get($"/v1/replays/{id}/differences?limit=15&starting_after={cursor}");
            seen.AddRange(page.GetProperty("data").EnumerateArray().Select(one => Text(one, "vehicle")!));
            cursor = page.TryGetProperty("nextCursor", out var next) ? next.GetString() : null;
        }
        while (cursor is not null);
        return seen;
    }

    // All that was decided, as text.
    private static async Task<string> Decided(Tracking tracking)
    {
        string[] paths = ["/v1/violations?limit=100", "/v1/stats", "/v1/lost-vehicles", "/v1/vehicles/van-1/events"];
        var texts = new List<string>();
        foreach (var path in paths)
        {
            using var response = await tracking.Client.GetAsync(path);
            texts.Add(response.IsSuccessStatusCode ? await response.Content.ReadAsStringAsync() : response.StatusCode.ToString());
        }

        return string.Join('\n', texts.Append(tracking.Listener.Of(Topics.VehicleAlerts).Count.ToString(System.Globalization.CultureInfo.InvariantCulture)));
    }

    private static object[] Driving(string plate, int seconds) =>
        [Passage("x1-1", plate, -seconds * 3 / 2), Passage("x1-2", plate, -seconds / 2), Passage("x1-3", plate, 0)];

    private static Passage Passage(string camera, string plate, int seconds) => new(camera, plate, Tracking.Noon.AddSeconds(seconds));

    private static object Position(string vehicle, int second, double kmh) =>
        new Position(vehicle, Tracking.Noon.AddSeconds(second), 52.1 + (second * 100 / 3.6 / 111_195), 5.1, kmh);

    private static (int Before, int After, int New, int Gone, int Different) Counts(JsonElement view, string kind) => (
        Int(view, "totals", kind, "before"), Int(view, "totals", kind, "after"), Int(view, "totals", kind, "new"), Int(view, "totals", kind, "gone"), Int(view, "totals", kind, "different"));

    private static string? Text(JsonElement json, string name) => json.GetProperty(name).GetString();

    private static async Task<bool> IsGone(Tracking tracking, string id)
    {
        using var answer = await tracking.Client.GetAsync($"/v1/replays/{id}");
        return answer.StatusCode == HttpStatusCode.NotFound;
    }

    private static int Int(JsonElement json, params string[] path) => (int)path.Aggregate(json, (inner, name) => inner.GetProperty(name)).GetDouble();
}
