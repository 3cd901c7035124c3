using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Fleet.Contracts;
using Fleet.Runtime.Faults;

namespace Fleet.Tests.Services.VehicleTracking;

public sealed class PassagesTests
{
    [Fact]
    public async Task A_speeder_is_published_once_however_often_its_passages_are_sent()
    {
        await using var tracking = await Tracking.StartAsync();
        var (entry, exit) = Speeding("AB-12-CD");

        Assert.Equal((1, 0), Counts(await tracking.Accept("/v1/passages", exit)));
        Assert.Equal((1, 1), Counts(await tracking.Accept("/v1/passages", entry, exit)));
        Assert.Equal((0, 2), Counts(await tracking.Accept("/v1/passages", entry, exit)));

        await Chain.Answers.Until(() => tracking.Listener.Of(Topics.SpeedingViolations).Count == 1);
        var violation = tracking.Listener.Of(Topics.SpeedingViolations)[0];
        Assert.Equal("AB12CD", violation.GetProperty("plate").GetString());
        Assert.Equal(147.6m, violation.GetProperty("measuredSpeedKmh").GetDecimal());
        Assert.Equal((2, 3, 1), (await tracking.Stat("passagesAccepted"), await tracking.Stat("passagesDuplicate"), await tracking.Stat("violations")));
    }

    [Fact]
    public async Task One_bad_item_of_a_hundred_loses_only_itself()
    {
        await using var tracking = await Tracking.StartAsync();
        var items = Enumerable.Range(0, 100).Select(i => Passage("r7n-1", $"XX{i:000}Y", -60)).ToArray<object>();
        items[41] = new { camera = "r7n-1", plate = 7, instant = "2026-05-01T12:00:00Z" };

        var result = await tracking.Accept("/v1/passages", items);

        Assert.Equal(99, result.Accepted);
        var rejected = Assert.Single(result.Rejected);
        Assert.Equal((41, "plate", "wrong_type"), (rejected.Index, rejected.Param, rejected.Code));
        Assert.Equal(99, await tracking.Stat("passagesAccepted"));
    }

    [Theory]
    [InlineData("""{"camera":"nowhere","plate":"AB12CD","instant":"2026-05-01T12:00:00Z"}""", 422, "unknown_camera", "camera")]
    [InlineData("""{"camera":"r7n-1","plate":"AB12CD","instant":"2026-05-01T12:02:00Z"}""", 422, "instant_in_future", "instant")]
    [InlineData("""{"camera":"r7n-1","plate":"AB12CD"}""", 400, "required", "instant")]
    [InlineData("""[{"camera":"r7n-1","plate":"?","instant":"2026-05-01T12:00:00Z"}]""", 422, "no_item_accepted", "[0].plate")]
    [InlineData("""[]""", 400, "empty_batch", null)]
    [InlineData("""7""", 400, "wrong_type", null)]
    [InlineData("""{"camera":""", 400, "malformed_json", null)]
    [InlineData("", 400, "malformed_json", null)]
    public async Task A_request_without_a_good_item_is_refused_and_harms_nothing(string body, int status, string code, string? param)
    {
        await using var tracking = await Tracking.StartAsync();

        using var response = await tracking.Client.PostAsync("/v1/passages", new StringContent(body, Encoding.UTF8, "application/json"));

        Assert.Equal((HttpStatusCode)status, response.StatusCode);
        var problem = await response.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal(code, problem.GetProperty("code").GetString());
        Assert.Equal(param, problem.TryGetProperty("param", out var named) ? named.GetString() : null);
        Assert.NotEmpty(problem.GetProperty("requestId").GetString()!);
        Assert.Equal(0, await tracking.Stat("passagesAccepted"));
    }

    [Fact]
    public async Task A_vehicle_that_never_leaves_is_lost_once_and_its_passage_erased()
    {
        await using var tracking = await Tracking.StartAsync();
        await tracking.Accept("/v1/passages", Passage("r7n-1", "AB12CD", 0), Passage("r7n-3", "ZZ99ZZ", 0));
        Assert.Equal("AB12CD", (await tracking.Get("/v1/vehicles/ab-12-cd")).GetProperty("passage").GetProperty("plate").GetString());

        Assert.True(await tracking.Time.AdvanceUntilAsync(
            async () => await tracking.Stat("passagesErased") == 2, TimeSpan.FromSeconds(5), TimeSpan.FromMinutes(40)));

        Assert.Equal(1, await tracking.Stat("vehiclesLost"));
        Assert.Equal("AB12CD", (await tracking.Get("/v1/lost-vehicles")).GetProperty("data")[0].GetProperty("plate").GetString());
        await Chain.Answers.Until(() => tracking.Listener.Of(Topics.VehicleAlerts).Count == 1);
        using var gone = await tracking.Client.GetAsync("/v1/vehicles/ab-12-cd");
        Assert.Equal(HttpStatusCode.NotFound, gone.StatusCode);
    }

    [Fact]
    public async Task A_broker_that_is_down_delays_events_and_loses_none()
    {
        await using var tracking = await Tracking.StartAsync();
        tracking.Faults.Add(new FaultRule { Kind = FaultKind.Error, Operation = "api", Path = "*/publish/*" });
        var (entry, exit) = Speeding("AB12CD");
        Assert.Equal((2, 0), Counts(await tracking.Accept("/v1/passages", entry, exit)));
        Assert.Equal(1, await tracking.Stat("eventsPending"));

        tracking.Faults.Clear();

        Assert.True(await tracking.Time.AdvanceUntilAsync(
            async () => await tracking.Stat("eventsPending") == 0, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(1)));
        await Chain.Answers.Until(() => tracking.Listener.Of(Topics.SpeedingViolations).Count == 1);
        Assert.Equal(1, await tracking.Stat("violations"));
    }

    [Fact]
    public async Task A_save_that_fails_is_503_and_sending_again_counts_once()
    {
        await using var tracking = await Tracking.StartAsync();
        var (entry, exit) = Speeding("AB12CD");
        await tracking.Accept("/v1/passages", entry);
        tracking.Faults.Add(new FaultRule { Kind = FaultKind.Error, Operation = "api", Path = "/v1.0/actors/*/state" });

        using var refused = await tracking.Post("/v1/passages", exit);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.StatusCode);
        Assert.True(tracking.Faults.Rules[0].Acted > 0);
        Assert.NotNull(refused.Headers.RetryAfter);
        tracking.Faults.Clear();

        Assert.Equal((1, 0), Counts(await tracking.Accept("/v1/passages", exit)));
        Assert.Equal((2, 1), (await tracking.Stat("passagesAccepted"), await tracking.Stat("violations")));
        await Chain.Answers.Until(() => tracking.Listener.Of(Topics.SpeedingViolations).Count == 1);
    }

    private static (object Entry, object Exit) Speeding(string plate) => (Passage("r7n-1", plate, -200), Passage("r7n-2", plate, 0));

    private static object Passage(string camera, string plate, int seconds) =>
        new { camera, plate, instant = Tracking.Noon.AddSeconds(seconds), lane = 1 };

    private static (int Accepted, int Duplicates) Counts(Fleet.Contracts.VehicleTracking.IngestResult result) => (result.Accepted, result.Duplicates);
}
