using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Fleet.Contracts;
using Fleet.Contracts.VehicleTracking;

namespace Fleet.Tests.Services.VehicleTracking;

/// <summary>Section control through the public door, on a road with three cameras under the law of the worst leg.</summary>
public sealed class SectionControlTests
{
    private static readonly Road Road = new(
        "x1", "X1", "Europe/Amsterdam", "NL", 100, 30,
        [new Camera("x1-1", "km 0", 0, 52, 5), new Camera("x1-2", "km 10", 10_000, 52.1, 5), new Camera("x1-3", "km 15", 15_000, 52.15, 5)]);

    [Fact]
    public async Task The_worst_leg_is_the_violation_and_its_evidence_is_stored_and_agrees_when_it_is_computed_again()
    {
        await using var tracking = await StartAsync();
        await tracking.Accept("/v1/passages", Passage("x1-3", 0), Passage("x1-1", -420), Passage("x1-2", -120));

        var listed = (await tracking.Get("/v1/violations?plate=ab-12-cd&roadId=x1")).GetProperty("data")[0];
        var id = listed.GetProperty("violationId").GetString();
        Assert.Equal(("x1-2", "x1-3"), (listed.GetProperty("entryCameraId").GetString(), listed.GetProperty("exitCameraId").GetString()));
        Assert.Equal(id, (await tracking.Get($"/v1/violations/{id}")).GetProperty("violationId").GetString());

        var evidence = await tracking.Get($"/v1/violations/{id}/evidence");
        Assert.Equal(listed.GetProperty("evidenceSha256").GetString(), evidence.GetProperty("sha256").GetString());
        Assert.Contains(evidence.GetProperty("steps").EnumerateArray(), step => step.GetProperty("name").GetString() == "lowerBoundKmh" && step.GetProperty("value").GetString() == "150");

        using var again = await tracking.Post($"/v1/violations/{id}/recompute", new { });
        Assert.True((await again.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("agrees").GetBoolean());
        Assert.Equal(1, await tracking.Stat("violations"));
    }

    [Fact]
    public async Task Where_a_camera_may_still_tell_something_the_time_out_decides_and_erases()
    {
        await using var tracking = await StartAsync();
        await tracking.Accept("/v1/passages", Passage("x1-1", -300), Passage("x1-2", 0));
        Assert.Equal(0, await tracking.Stat("violations"));

        Assert.True(await tracking.Time.AdvanceUntilAsync(
            async () => await tracking.Stat("passagesErased") == 2, TimeSpan.FromSeconds(5), TimeSpan.FromMinutes(40)));

        Assert.Equal(1, await tracking.Stat("violations"));
        await Chain.Answers.Until(() => tracking.Listener.Of(Topics.SpeedingViolations).Count == 1);
        Assert.Equal("lost", (await LostOf(tracking)).GetProperty("kind").GetString());
    }

    [Fact]
    public async Task Violations_are_walked_from_the_newest_to_the_oldest_each_once_and_chosen_by_time()
    {
        await using var tracking = await StartAsync();
        for (var i = 0; i < 5; i++)
        {
            await tracking.Accept("/v1/passages", [.. Enumerable.Range(0, 60).SelectMany(n => Speeding($"V{i}{n:000}", i))]);
            tracking.Time.Advance(TimeSpan.FromSeconds(60));
        }

        var (seen, cursor) = (new List<string>(), "");
        do
        {
            var page = await tracking.Get($"/v1/violations?limit=70&starting_after={cursor}");
            seen.AddRange(page.GetProperty("data").EnumerateArray().Select(one => one.GetProperty("plate").GetString()!));
            cursor = page.TryGetProperty("nextCursor", out var next) ? next.GetString() : null;
        }
        while (cursor is not null);

        Assert.Equal(300, seen.Distinct().Count());
        Assert.Equal(300, seen.Count);
        Assert.Equal(seen.Select(plate => plate[1]).OrderDescending(), seen.Select(plate => plate[1]));
        var part = await tracking.Get("/v1/violations?limit=100&from=2026-05-01T12:01:00Z&to=2026-05-01T12:02:00Z");
        Assert.Equal(60, part.GetProperty("data").GetArrayLength());
    }

    [Fact]
    public async Task A_plate_that_the_camera_is_not_sure_of_is_held_until_a_person_corrects_it()
    {
        await using var tracking = await StartAsync();
        var result = await tracking.Accept("/v1/passages", Passage("x1-1", -420), Passage("x1-2", -120), Passage("x1-3", 0, "ZZ99ZZ", confidence: 0.4));
        Assert.Equal((2, 0, 1), (result.Accepted, result.Duplicates, result.Held));
        Assert.Equal(1, (await tracking.Accept("/v1/passages", Passage("x1-3", 0, "ZZ99ZZ", confidence: 0.4))).Duplicates);
        Assert.Equal((0, 1), (await tracking.Stat("violations"), await tracking.Stat("passagesHeld")));

        var held = (await tracking.Get("/v1/held-passages")).GetProperty("data")[0];
        var path = $"/v1/held-passages/{held.GetProperty("id").GetString()}";
        Assert.Equal("ZZ99ZZ", held.GetProperty("passage").GetProperty("plate").GetString());
        using var malformed = await tracking.Post(path + "/confirm", new { plate = "?" });
        Assert.Equal(HttpStatusCode.UnprocessableEntity, malformed.StatusCode);
        using var confirmed = await tracking.Post(path + "/confirm", new { plate = "AB-12-CD" });
        Assert.Equal(HttpStatusCode.OK, confirmed.StatusCode);

        Assert.Equal(1, await tracking.Stat("violations"));
        Assert.Equal(0, (await tracking.Get("/v1/held-passages")).GetProperty("data").GetArrayLength());
        using var again = await tracking.Post(path + "/confirm", new { });
        Assert.Equal(HttpStatusCode.NotFound, again.StatusCode);
        var id = (await tracking.Get("/v1/violations")).GetProperty("data")[0].GetProperty("violationId").GetString();
        Assert.True((await tracking.Get($"/v1/violations/{id}/evidence")).GetProperty("exit").GetProperty("confirmed").GetBoolean());
    }

    [Fact]
    public async Task A_held_passage_is_erased_when_it_is_dismissed_and_when_its_section_times_out()
    {
        await using var tracking = await StartAsync();
        await tracking.Accept("/v1/passages", Passage("x1-1", 0, "ZZ99ZZ", confidence: 0.4), Passage("x1-1", 0, "YY99YY", confidence: 0.89), Passage("x1-1", 0, "XX99XX", confidence: 0.9));
        var id = (await tracking.Get("/v1/held-passages?limit=1")).GetProperty("data")[0].GetProperty("id").GetString();
        using var dismissed = await tracking.Post($"/v1/held-passages/{id}/dismiss", new { });
        Assert.Equal(HttpStatusCode.NoContent, dismissed.StatusCode);
        Assert.Equal((1, 1), ((await tracking.Get("/v1/held-passages")).GetProperty("data").GetArrayLength(), await tracking.Stat("passagesErased")));

        Assert.True(await tracking.Time.AdvanceUntilAsync(
            async () => await tracking.Stat("passagesErased") == 3, TimeSpan.FromSeconds(5), TimeSpan.FromMinutes(40)));

        Assert.Equal(0, (await tracking.Get("/v1/held-passages")).GetProperty("data").GetArrayLength());
    }

    [Theory]
    [InlineData("/v1/violations/vio_0nptbbqk512fm7znkhzfckx9v6", HttpStatusCode.NotFound)]
    [InlineData("/v1/violations/x/evidence", HttpStatusCode.NotFound)]
    [InlineData("/v1/violations?plate=%3F", HttpStatusCode.BadRequest)]
    [InlineData("/v1/violations?starting_after=x", HttpStatusCode.BadRequest)]
    [InlineData("/v1/violations?from=x", HttpStatusCode.BadRequest)]
    [InlineData("/v1/held-passages?limit=0", HttpStatusCode.BadRequest)]
    public async Task What_cannot_be_answered_is_refused(string path, HttpStatusCode status)
    {
        await using var tracking = await StartAsync();

        using var response = await tracking.Client.GetAsync(path);

        Assert.Equal(status, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
    }

    [Theory]
    [InlineData("""{"camera":"x1-1","plate":"AB12CD","instant":"2026-05-01T12:00:00Z","confidence":1.1}""", "confidence")]
    [InlineData("""{"camera":"x1-1","plate":"AB12CD","instant":"2026-05-01T12:00:00Z","vehicleClass":"a b"}""", "vehicleClass")]
    [InlineData("""{"camera":"x1-1","plate":"AB12CD","instant":"2026-05-01T12:00:00Z","uuid":7}""", "uuid")]
    public async Task A_passage_with_a_bad_field_is_refused_by_its_name(string body, string param)
    {
        await using var tracking = await StartAsync();

        using var response = await tracking.Client.PostAsync("/v1/passages", new StringContent(body, System.Text.Encoding.UTF8, "application/json"));

        Assert.Equal(param, (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("param").GetString());
    }

    private static async Task<Tracking> StartAsync()
    {
        var file = Path.Combine(Directory.CreateTempSubdirectory("roads-").FullName, "roads.json");
        await File.WriteAllTextAsync(file, JsonSerializer.Serialize(new[] { Road }, ContractJson.Options));
        return await Tracking.StartAsync(settings: ("Reference:Roads", file));
    }

    private static object[] Speeding(string plate, int minute) =>
        [Passage("x1-1", (minute * 60) - 420, plate), Passage("x1-2", (minute * 60) - 120, plate), Passage("x1-3", minute * 60, plate)];

    private static Passage Passage(string camera, int seconds, string plate = "AB12CD", double? confidence = null) =>
        new(camera, plate, Tracking.Noon.AddSeconds(seconds), Confidence: confidence);

    private static async Task<JsonElement> LostOf(Tracking tracking)
    {
        await Chain.Answers.Until(() => tracking.Listener.Of(Topics.VehicleAlerts).Count == 1);
        return tracking.Listener.Of(Topics.VehicleAlerts)[0];
    }
}
