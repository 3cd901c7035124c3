using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Fleet.Contracts;
using Fleet.Contracts.VehicleTracking;
using Fleet.Runtime.Faults;

namespace Fleet.Tests.Services.VehicleTracking;

public sealed class NdjsonTests
{
    [Theory]
    [InlineData("application/x-ndjson")]
    [InlineData("application/jsonl; charset=utf-8")]
    public async Task Every_line_is_a_position_and_a_bad_one_loses_only_itself(string type)
    {
        await using var tracking = await Tracking.StartAsync();
        string[] lines = ["\uFEFF" + Line("van-1", 0), "{nonsense", "", Line("van-1", 1) + "\r", "[]", Line("van-1", 0), Line("van/1", 2), new string(' ', 70_000) + "{}", Line("van-1", 3)];

        using var answer = await Send(tracking.Client, "/v1/positions", string.Join('\n', lines), type);

        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
        var result = (await answer.Content.ReadFromJsonAsync<IngestResult>(ContractJson.Options))!;
        Assert.Equal((3, 1, null), (result.Accepted, result.Duplicates, result.RejectedTotal));
        Assert.Equal(
            [(1, null, "malformed_json"), (4, null, "wrong_type"), (6, "vehicle", "malformed_vehicle"), (7, null, "line_too_long")],
            result.Rejected.Select(item => (item.Index, item.Param, item.Code)));
        // Lines are counted as an editor counts them, places as an array has them.
        Assert.StartsWith("Line 2 ", result.Rejected[0].Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_body_far_beyond_the_limit_of_others_goes_through_the_gateway_without_being_held()
    {
        await using var tracking = await Tracking.StartAsync();
        using var gateway = await tracking.AddGatewayAsync();
        const int lines = 60_000;
        var sent = new PiecemealContent(Enumerable.Range(0, lines).Select(i => Line("van-" + (i % 50), -i) + "\n"), "application/x-ndjson");

        using var answer = await gateway.PostAsync("/v1/positions", sent);

        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
        Assert.Equal(lines, (await answer.Content.ReadFromJsonAsync<IngestResult>(ContractJson.Options))!.Accepted);
        Assert.True(sent.Bytes > 5 * 1024 * 1024);
        Assert.Equal(lines, await tracking.Stat("positionsAccepted"));
    }

    [Fact]
    public async Task Of_very_many_bad_lines_the_first_thousand_are_listed_and_all_are_counted()
    {
        await using var tracking = await Tracking.StartAsync();

        using var answer = await Send(tracking.Client, "/v1/positions", Line("van-2", 0) + "\n" + string.Concat(Enumerable.Repeat("7\n", 2_500)));

        var result = (await answer.Content.ReadFromJsonAsync<IngestResult>(ContractJson.Options))!;
        Assert.Equal((1, 1_000, 2_500), (result.Accepted, result.Rejected.Count, result.RejectedTotal));
    }

    [Fact]
    public async Task Without_one_good_line_it_is_refused()
    {
        await using var tracking = await Tracking.StartAsync();
        using var bad = await Send(tracking.Client, "/v1/passages", "{}\n{}\n");
        using var empty = await Send(tracking.Client, "/v1/passages", "\n\n");

        Assert.Equal((HttpStatusCode.BadRequest, HttpStatusCode.BadRequest), (bad.StatusCode, empty.StatusCode));
        Assert.Equal("[0].camera", (await bad.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("param").GetString());
        Assert.Equal("empty_batch", (await empty.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("code").GetString());
    }

    [Fact]
    public async Task When_the_store_goes_away_the_answer_says_how_far_it_came_and_sending_all_again_is_safe()
    {
        await using var tracking = await Tracking.StartAsync();
        var body = string.Concat(Enumerable.Range(0, 5_000).Select(i => Line("van-3", -i) + "\n"));
        var stored = new TaskCompletionSource();
        var sent = new PiecemealContent(Halves(body, stored.Task), "application/x-ndjson");
        var sending = tracking.Client.PostAsync("/v1/positions", sent);
        await Chain.Answers.Until(async () => await tracking.Stat("positionsAccepted") >= 2_000);

        tracking.Faults.Add(new FaultRule { Kind = FaultKind.Error, Operation = "api", Path = "/v1.0/actors/*/state" });
        stored.SetResult();
        await tracking.Time.AdvanceUntilAsync(() => Task.FromResult(sending.IsCompleted), TimeSpan.FromMilliseconds(200), TimeSpan.FromMinutes(1));
        tracking.Faults.Clear();

        using var broken = await sending;
        Assert.Equal(HttpStatusCode.ServiceUnavailable, broken.StatusCode);
        Assert.NotNull(broken.Headers.RetryAfter);
        var problem = await broken.Content.ReadFromJsonAsync<JsonElement>();
        var taken = problem.GetProperty("linesTaken").GetInt32();
        Assert.InRange(taken, 2_000, 4_999);
        using var again = await Send(tracking.Client, "/v1/positions", body);
        var result = (await again.Content.ReadFromJsonAsync<IngestResult>(ContractJson.Options))!;
        Assert.Equal(5_000, result.Accepted + result.Duplicates);
        Assert.True(result.Duplicates >= taken);
    }

    [Fact]
    public async Task A_store_that_is_away_for_a_moment_changes_nothing_of_what_a_drive_says()
    {
        await using var tracking = await Tracking.StartAsync();
        using var undisturbed = await Send(tracking.Client, "/v1/positions", Drive("van-4"));
        Assert.Equal(HttpStatusCode.Accepted, undisturbed.StatusCode);

        tracking.Faults.Add(new FaultRule { Kind = FaultKind.Error, Operation = "api", Path = "/v1.0/actors/*/state", Times = 1 });
        var sending = Send(tracking.Client, "/v1/positions", Drive("van-5"));
        await tracking.Time.AdvanceUntilAsync(() => Task.FromResult(sending.IsCompleted), TimeSpan.FromMilliseconds(200), TimeSpan.FromMinutes(1));

        using var answer = await sending;
        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
        Assert.Equal(1, tracking.Faults.Rules.Sum(fault => fault.Acted));
        await AssertSameDrive(tracking, "van-4", "van-5");
    }

    [Fact]
    public async Task An_upload_that_was_broken_off_and_is_sent_again_says_the_same_of_a_drive()
    {
        await using var tracking = await Tracking.StartAsync();
        using var undisturbed = await Send(tracking.Client, "/v1/positions", Drive("van-6"));
        var stored = new TaskCompletionSource();
        var sending = tracking.Client.PostAsync("/v1/positions", new PiecemealContent(Halves(Drive("van-7"), stored.Task), "application/x-ndjson"));
        await Chain.Answers.Until(async () => await tracking.Stat("positionsAccepted") >= DriveLines + 1_000);

        tracking.Faults.Add(new FaultRule { Kind = FaultKind.Error, Operation = "api", Path = "/v1.0/actors/*/state" });
        stored.SetResult();
        await tracking.Time.AdvanceUntilAsync(() => Task.FromResult(sending.IsCompleted), TimeSpan.FromMilliseconds(200), TimeSpan.FromMinutes(1));
        tracking.Faults.Clear();
        using var broken = await sending;
        using var again = await Send(tracking.Client, "/v1/positions", Drive("van-7"));

        Assert.Equal((HttpStatusCode.ServiceUnavailable, HttpStatusCode.Accepted), (broken.StatusCode, again.StatusCode));
        await AssertSameDrive(tracking, "van-6", "van-7");
    }

    [Fact]
    public async Task What_a_client_sent_before_it_broke_off_is_there_once_and_sending_again_completes_it()
    {
        await using var tracking = await Tracking.StartAsync();
        using var undisturbed = await Send(tracking.Client, "/v1/positions", Drive("van-8"));
        using var gone = new CancellationTokenSource();
        var never = new TaskCompletionSource();
        var sending = tracking.Client.PostAsync("/v1/positions", new PiecemealContent(Halves(Drive("van-9"), never.Task), "application/x-ndjson"), gone.Token);
        await Chain.Answers.Until(async () => await tracking.Stat("positionsAccepted") >= DriveLines + 2_000);

        await gone.CancelAsync();
        never.SetCanceled(gone.Token);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => sending);
        using var again = await Send(tracking.Client, "/v1/positions", Drive("van-9"));

        var result = (await again.Content.ReadFromJsonAsync<IngestResult>(ContractJson.Options))!;
        Assert.Equal(DriveLines, result.Accepted + result.Duplicates);
        Assert.InRange(result.Duplicates, 2_000, DriveLines / 2);
        Assert.Equal(2 * DriveLines, await tracking.Stat("positionsAccepted"));
        await AssertSameDrive(tracking, "van-8", "van-9");
    }

    private const int DriveLines = 5_000;

    // A position a second, with a stop of ten minutes in it.
    private static string Drive(string vehicle)
    {
        var metres = 0.0;
        return string.Concat(Enumerable.Range(0, DriveLines).Select(second =>
        {
            var isMoving = second is < 2_000 or > 2_600;
            metres += isMoving ? 15 : 0;
            var position = new Position(vehicle, Tracking.Noon.AddSeconds(second - DriveLines), Math.Round(52.1 + (metres / 111_195), 7), 5.2, isMoving ? 54 : 0);
            return JsonSerializer.Serialize(position, ContractJson.Options) + "\n";
        }));
    }

    private static async Task AssertSameDrive(Tracking tracking, string undisturbed, string disturbed)
    {
        var (expected, actual) = (await Said(tracking, undisturbed), await Said(tracking, disturbed));
        Assert.InRange(expected.Odometer, 60_000, 70_000);
        Assert.True(expected.Trips.Count >= 1);
        Assert.Equal(expected.Odometer, actual.Odometer);
        Assert.Equal(expected.Trips, actual.Trips);
    }

    private static async Task<(double Odometer, List<string> Trips)> Said(Tracking tracking, string vehicle)
    {
        var odometer = (await tracking.Get("/v1/vehicles/" + vehicle)).GetProperty("motion").GetProperty("odometerMetres").GetDouble();
        var trips = await tracking.Get($"/v1/vehicles/{vehicle}/trips?from=2026-05-01T00:00:00Z&to=2026-05-02T00:00:00Z");
        return (odometer, [.. trips.GetProperty("data").EnumerateArray().Select(trip => $"{trip.GetProperty("startedAt")} {trip.GetProperty("distanceMetres")}")]);
    }

    private static IEnumerable<object> Halves(string body, Task between)
    {
        var lines = body.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        foreach (var line in lines.Take(lines.Length / 2)) yield return line + "\n";
        yield return between;
        foreach (var line in lines.Skip(lines.Length / 2)) yield return line + "\n";
    }

    private static Task<HttpResponseMessage> Send(HttpClient client, string path, string body, string type = "application/x-ndjson")
    {
        var content = new StringContent(body, Encoding.UTF8);
        content.Headers.ContentType = System.Net.Http.Headers.MediaTypeHeaderValue.Parse(type);
        return client.PostAsync(path, content);
    }

    private static string Line(string vehicle, int seconds) =>
        JsonSerializer.Serialize(new Position(vehicle, Tracking.Noon.AddSeconds(seconds), 52.1, 5.2), ContractJson.Options);
}
