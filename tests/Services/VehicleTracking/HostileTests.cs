using System.Net;
using System.Text.Json;
using Fleet.Contracts.VehicleTracking;

namespace Fleet.Tests.Services.VehicleTracking;

public sealed class HostileTests(ITestOutputHelper output)
{
    private const int Requests = 5_000;

    [Fact]
    public async Task Whatever_is_sent_to_whichever_door_it_is_refused_by_name_and_the_service_goes_on()
    {
        var seed = Random.Shared.Next();
        output.WriteLine($"seed {seed}");
        await using var tracking = await Tracking.StartAsync(settings: ("Osmand:UnknownDevices", "accept"));
        using var gateway = await tracking.AddGatewayAsync();
        var hostile = new Hostile(seed);
        for (var number = 0; number < Requests; number++)
        {
            var request = hostile.Next();
            using var message = request.Message();
            using var answer = await (number % 2 == 0 ? tracking.Client : gateway).SendAsync(message);
            await AssertRefused(request, answer, $"seed {seed}, request {number}: {request}");
        }

        Assert.Equal(0, await tracking.Stat("positionsAccepted"));
        Assert.Equal(1, (await tracking.Accept("/v1/positions", Good(0))).Accepted);
    }

    [Fact]
    public async Task A_batch_loses_only_its_bad_items()
    {
        var seed = Random.Shared.Next();
        output.WriteLine($"seed {seed}");
        var random = new Random(seed);
        await using var tracking = await Tracking.StartAsync();
        object[] bad = [7, "text", new object(), Good(0) with { Latitude = 91 }, Good(0) with { Vehicle = "a/b" }, Good(0) with { Instant = Tracking.Noon.AddHours(1) }, Array.Empty<int>()];
        var second = 0;
        for (var batch = 0; batch < 50; batch++)
        {
            var items = Enumerable.Range(0, 1 + random.Next(40)).Select(_ => random.Next(3) == 0 ? bad[random.Next(bad.Length)] : Good(--second)).Append(Good(--second)).ToArray();

            var result = await tracking.Accept("/v1/positions", items);

            var expected = items.Index().Where(item => Array.IndexOf(bad, item.Item) >= 0).Select(item => item.Index).ToList();
            Assert.Equal(items.Length - expected.Count, result.Accepted);
            Assert.Equal(expected, result.Rejected.Select(item => item.Index));
        }
    }

    private static Position Good(int second) => new("van-1", Tracking.Noon.AddSeconds(second), 52.1, 5.2);

    private static async Task AssertRefused(HostileRequest request, HttpResponseMessage answer, string which)
    {
        Assert.True((int)answer.StatusCode is >= 400 and < 500 and not (int)HttpStatusCode.TooManyRequests, $"{answer.StatusCode} for {which}");
        Assert.True(answer.Content.Headers.ContentType?.MediaType == "application/problem+json", which);
        using var problem = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
        Assert.True(problem.RootElement.TryGetProperty("code", out _), which);
        if (request.Param is null) return;
        Assert.True(problem.RootElement.TryGetProperty("param", out var param) && param.GetString() == request.Param, $"{problem.RootElement} for {which}");
    }
}
