using System.Net;
using System.Text.Json;
using Fleet.Contracts.VehicleTracking;

namespace Fleet.Tests.Services.VehicleTracking;

public sealed class ErasureTests
{
    [Fact]
    public async Task An_archive_has_everything_that_was_posted()
    {
        await using var tracking = await Tracking.StartAsync();
        var sent = Drive("AB-12-CD", Tracking.Noon.AddDays(-1), 300).Concat(Drive("AB-12-CD", Tracking.Noon.AddMinutes(-20), 700)).ToList();
        await Send(tracking, sent);
        await tracking.Accept("/v1/passages", new { camera = "r7n-1", plate = "AB-12-CD", instant = Tracking.Noon, lane = 2 });

        var archive = await VehicleArchive.Read(tracking, "AB-12-CD");

        Assert.Equal(sent.Select(position => position.Instant), archive.Of("position").Select(position => position.GetProperty("instant").GetDateTimeOffset()));
        Assert.Equal(2, Assert.Single(archive.Of("passage")).GetProperty("lane").GetInt32());
        Assert.Equal("AB-12-CD", Assert.Single(archive.Of("vehicle")).GetProperty("vehicle").GetString());
        var trips = (await tracking.Get("/v1/stats")).GetProperty("positionsAccepted").GetInt64();
        Assert.Equal(1_000, trips);
        Assert.NotEmpty(archive.Of("trip"));
    }

    [Fact]
    public async Task Erasing_leaves_nothing_of_the_vehicle_and_everything_of_others()
    {
        await using var tracking = await Tracking.StartAsync();
        await Send(tracking, Drive("AB-12-CD", Tracking.Noon.AddMinutes(-20), 700));
        await Send(tracking, Drive("van-9", Tracking.Noon.AddMinutes(-20), 70));
        await tracking.Accept("/v1/passages", new { camera = "r7n-1", plate = "AB-12-CD", instant = Tracking.Noon });

        var view = await Erase(tracking, "AB-12-CD");

        Assert.Equal("erased", view.GetProperty("status").GetString());
        Assert.Equal((700, 1), (view.GetProperty("erased").GetProperty("positions").GetInt64(), view.GetProperty("erased").GetProperty("passages").GetInt64()));
        Assert.Empty(await VehicleArchive.Read(tracking, "AB-12-CD"));
        using var gone = await tracking.Client.GetAsync("/v1/vehicles/AB-12-CD");
        Assert.Equal(HttpStatusCode.NotFound, gone.StatusCode);
        Assert.Equal(70, (await VehicleArchive.Read(tracking, "van-9")).Of("position").Count());
    }

    [Fact]
    public async Task Violations_stay_with_their_evidence_and_the_answer_counts_them_and_they_are_in_the_archive()
    {
        await using var tracking = await Tracking.StartAsync();
        await tracking.Accept(
            "/v1/passages",
            new { camera = "r7n-1", plate = "AB-12-CD", instant = Tracking.Noon.AddMinutes(-1) },
            new { camera = "r7n-2", plate = "AB-12-CD", instant = Tracking.Noon },
            new { camera = "r7n-1", plate = "XY-98-Z", instant = Tracking.Noon });
        Assert.Equal(1, await tracking.Stat("violations"));

        var view = await Erase(tracking, "AB12CD");

        Assert.Equal((1, 2), (view.GetProperty("violationsKept").GetInt32(), view.GetProperty("erased").GetProperty("passages").GetInt32()));
        var violation = Assert.Single(await VehicleArchive.Read(tracking, "AB-12-CD")).GetProperty("data");
        Assert.Equal("AB12CD", violation.GetProperty("violation").GetProperty("plate").GetString());
        Assert.Equal("r7n-1", violation.GetProperty("evidence").GetProperty("entry").GetProperty("camera").GetString());
        Assert.Single((await VehicleArchive.Read(tracking, "XY98Z")).Of("passage"));
        Assert.Equal(view.GetRawText(), (await Erase(tracking, "AB12CD")).GetRawText());
    }

    [Fact]
    public async Task Violations_are_erased_when_they_are_too_old()
    {
        var data = Directory.CreateTempSubdirectory("tracking-data-").FullName;
        await using (var before = await Tracking.StartAsync(data))
        {
            var plates = Enumerable.Range(0, 150).Select(number => $"OLD{number}");
            await before.Accept("/v1/passages", [.. plates.SelectMany(plate => new object[]
            {
                new { camera = "r7n-1", plate, instant = Tracking.Noon.AddMinutes(-1) }, new { camera = "r7n-2", plate, instant = Tracking.Noon },
            })]);
        }

        await using (var kept = await Tracking.StartAsync(data, Tracking.Noon.AddDays(729)))
        {
            await kept.Time.AdvanceUntilAsync(async () => await kept.Stat("eventsPending") == 0, TimeSpan.FromSeconds(5), TimeSpan.FromMinutes(1));
            Assert.Single((await VehicleArchive.Read(kept, "OLD149")).Of("violation"));
        }

        await using var after = await Tracking.StartAsync(data, Tracking.Noon.AddDays(732));
        Assert.True(await after.Time.AdvanceUntilAsync(
            async () => (await after.Get("/v1/stats")).GetProperty("erased").GetProperty("violations").GetInt64() == 150, TimeSpan.FromSeconds(5), TimeSpan.FromMinutes(10)));
        Assert.Empty((await VehicleArchive.Read(after, "OLD149")).Of("violation"));
    }

    [Fact]
    public async Task Erasing_again_changes_nothing_and_the_note_says_that_and_not_what()
    {
        await using var tracking = await Tracking.StartAsync();
        await Send(tracking, Drive("van-1", Tracking.Noon.AddMinutes(-20), 700));

        var first = await Erase(tracking, "van-1");
        tracking.Time.Advance(TimeSpan.FromMinutes(1));
        var second = await Erase(tracking, "van-1");

        Assert.Equal(first.GetRawText(), second.GetRawText());
        Assert.Equal(first.GetRawText(), (await tracking.Get("/v1/vehicles/van-1/erasure")).GetRawText());
        Assert.Equal(Tracking.Noon, first.GetProperty("erasedAt").GetDateTimeOffset());
        Assert.Equal(700, (await tracking.Get("/v1/stats")).GetProperty("erased").GetProperty("positions").GetInt64());
    }

    [Fact]
    public async Task A_device_that_reports_after_it_was_erased_begins_anew()
    {
        await using var tracking = await Tracking.StartAsync();
        var drive = Array.ConvertAll(Drive("van-2", Tracking.Noon.AddMinutes(-20), 700), position => position with { Uuid = $"{position.Instant.Ticks}" });
        await Send(tracking, drive);
        await Erase(tracking, "van-2");

        await Send(tracking, drive);

        var archive = await VehicleArchive.Read(tracking, "van-2");
        Assert.Equal(drive.Select(position => position.Instant), archive.Of("position").Select(position => position.GetProperty("instant").GetDateTimeOffset()));
        Assert.Equal(1_400, await tracking.Stat("positionsAccepted"));
    }

    [Fact]
    public async Task A_long_history_is_erased_in_steps_over_a_crash_and_the_vehicle_waits_until_then()
    {
        await using var tracking = await Tracking.StartAsync();
        await Send(tracking, Drive("van-3", Tracking.Noon.AddDays(-2), 40_000));

        using var answer = await tracking.Client.DeleteAsync("/v1/vehicles/van-3");
        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
        using var refused = await tracking.Post("/v1/positions", Drive("van-3", Tracking.Noon, 1)[0]);
        await tracking.Crash();
        Assert.True(await tracking.Time.AdvanceUntilAsync(
            async () => (await tracking.Get("/v1/vehicles/van-3/erasure")).GetProperty("status").GetString() == "erased", TimeSpan.FromSeconds(5), TimeSpan.FromMinutes(10)));

        Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
        Assert.Equal("/v1/vehicles/van-3/erasure", answer.Headers.Location?.OriginalString);
        Assert.Equal(40_000, (await tracking.Get("/v1/vehicles/van-3/erasure")).GetProperty("erased").GetProperty("positions").GetInt64());
        Assert.Empty(await VehicleArchive.Read(tracking, "van-3"));
        await Send(tracking, Drive("van-3", Tracking.Noon, 1));
    }

    [Fact]
    public async Task Of_a_vehicle_that_never_was_there_is_nothing_to_erase()
    {
        await using var tracking = await Tracking.StartAsync();

        Assert.Equal("nothing", (await Erase(tracking, "nobody")).GetProperty("status").GetString());
        using var note = await tracking.Client.GetAsync("/v1/vehicles/nobody/erasure");
        Assert.Equal(HttpStatusCode.NotFound, note.StatusCode);
        using var strange = await tracking.Client.DeleteAsync("/v1/vehicles/no%20such!");
        Assert.Equal(HttpStatusCode.NotFound, strange.StatusCode);
    }

    private static Position[] Drive(string vehicle, DateTimeOffset from, int count) =>
        [.. Enumerable.Range(0, count).Select(i => new Position(vehicle, from.AddSeconds(i), Math.Round(52.1 + (i % 600 * 0.00015), 6), 4.9, 60))];

    private static async Task Send(Tracking tracking, IEnumerable<Position> positions)
    {
        foreach (var chunk in positions.Chunk(1_000)) await tracking.Accept("/v1/positions", [.. chunk]);
    }

    private static async Task<JsonElement> Erase(Tracking tracking, string vehicle)
    {
        using var answer = await tracking.Client.DeleteAsync($"/v1/vehicles/{vehicle}");
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement;
    }
}
