using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Fleet.Contracts;
using Fleet.Contracts.VehicleTracking;
using Fleet.Runtime.Faults;
using Fleet.VehicleTracking.Ingest;

namespace Fleet.Tests.Services.VehicleTracking;

public sealed class FloodTests
{
    private const int MostWaiting = 200;

    [Fact]
    public async Task Beyond_what_can_wait_the_answer_is_429_and_what_was_acknowledged_is_there_when_the_store_is_back()
    {
        await using var tracking = await Tracking.StartAsync(settings: ("Ingest:MostWaitingOfAShard", $"{MostWaiting}"));
        tracking.Faults.Add(new FaultRule { Kind = FaultKind.Delay, MinDelay = TimeSpan.FromSeconds(10), Operation = "api", Path = "/v1.0/actors/*/state" });
        var flood = Enumerable.Range(0, 100).Select(number => tracking.Post("/v1/positions", Batch(number))).ToList();

        await Chain.Answers.Until(() => flood.Any(answer => answer.IsCompleted));
        using var refused = await await Task.WhenAny(flood);
        Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
        Assert.NotNull(refused.Headers.RetryAfter);
        Assert.Equal("busy", (await refused.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("code").GetString());
        Assert.InRange(tracking.Service<ShardDoor>().Waiting, 0, 8 * MostWaiting);

        tracking.Faults.Clear();
        await tracking.Time.AdvanceUntilAsync(() => Task.FromResult(flood.TrueForAll(answer => answer.IsCompleted)), TimeSpan.FromMilliseconds(500), TimeSpan.FromMinutes(2));
        var answers = await Task.WhenAll(flood);
        var taken = Enumerable.Range(0, flood.Count).Where(number => answers[number].StatusCode == HttpStatusCode.Accepted).ToList();
        Assert.NotEmpty(taken);
        Assert.All(answers, answer => Assert.True(answer.StatusCode is HttpStatusCode.Accepted or HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable));
        foreach (var number in taken) Assert.Equal(20, (await tracking.Accept("/v1/positions", Batch(number))).Duplicates);
        Assert.Equal((0, 0L), (tracking.Service<IngestRoom>().Requests, tracking.Service<IngestRoom>().Bytes));
    }

    [Theory]
    [InlineData("Ingest:MostRequests", "/osmand?id=a&lat=1&lon=2")]
    [InlineData("Ingest:MostBytes", "/v1/positions")]
    [InlineData("Ingest:MostUploads", "/v1/positions#lines")]
    public async Task A_request_without_room_is_refused_before_it_costs_anything(string limit, string way)
    {
        await using var tracking = await Tracking.StartAsync(settings: (limit, "0"));
        using var content = JsonContent.Create(Batch(0), options: ContractJson.Options);
        if (way.EndsWith("#lines", StringComparison.Ordinal)) content.Headers.ContentType = new("application/x-ndjson");

        using var answer = await tracking.Client.PostAsync(way, content);

        Assert.Equal((HttpStatusCode.TooManyRequests, "1"), (answer.StatusCode, answer.Headers.RetryAfter?.ToString()));
        Assert.Equal((0, 0L), (tracking.Service<IngestRoom>().Requests, tracking.Service<IngestRoom>().Bytes));
    }

    private static Position[] Batch(int number) =>
        [.. Enumerable.Range(0, 20).Select(i => new Position("van-" + (number % 10), Tracking.Noon.AddSeconds(-(number * 20) - i), 52.1, 5.2))];
}
