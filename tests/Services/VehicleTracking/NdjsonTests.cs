using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Fleet.Contracts;
using Fleet.Contracts.VehicleTracking;

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

    private static Task<HttpResponseMessage> Send(HttpClient client, string path, string body, string type = "application/x-ndjson")
    {
        var content = new StringContent(body, Encoding.UTF8);
        content.Headers.ContentType = System.Net.Http.Headers.MediaTypeHeaderValue.Parse(type);
        return client.PostAsync(path, content);
    }

    private static string Line(string vehicle, int seconds) =>
        JsonSerializer.Serialize(new Position(vehicle, Tracking.Noon.AddSeconds(seconds), 52.1, 5.2), ContractJson.Options);
}
