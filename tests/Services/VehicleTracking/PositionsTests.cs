using System.Net;
using Fleet.Contracts.VehicleTracking;

namespace Fleet.Tests.Services.VehicleTracking;

public sealed class PositionsTests
{
    [Fact]
    public async Task A_track_is_walked_from_the_newest_position_to_the_oldest_each_exactly_once()
    {
        await using var tracking = await Tracking.StartAsync();
        var sent = Enumerable.Range(0, 250).Select(i => Position("van-1", -i)).ToArray();
        foreach (var chunk in sent.Reverse().Chunk(60)) await tracking.Accept("/v1/positions", chunk.ToArray<object>());

        Assert.Equal(sent.Select(position => position.Instant), await Track(tracking, "van-1"));
        var view = await tracking.Get("/v1/vehicles/van-1");
        Assert.Equal(Tracking.Noon, view.GetProperty("position").GetProperty("instant").GetDateTimeOffset());
    }

    [Fact]
    public async Task Positions_in_any_order_and_sent_twice_are_in_the_history_once()
    {
        await using var tracking = await Tracking.StartAsync();
        var sent = Enumerable.Range(0, 300).Select(i => Position("van-2", -7 * i)).ToArray();
        var shuffled = sent.Concat(sent).ToArray<object>();
        new Random(20260501).Shuffle(shuffled);

        var results = new List<IngestResult>();
        foreach (var chunk in shuffled.Chunk(45)) results.Add(await tracking.Accept("/v1/positions", chunk));

        Assert.Equal((300, 300), (results.Sum(result => result.Accepted), results.Sum(result => result.Duplicates)));
        Assert.Equal(sent.Select(position => position.Instant), await Track(tracking, "van-2"));
        Assert.Equal((300, 300), (await tracking.Stat("positionsAccepted"), await tracking.Stat("positionsDuplicate")));
    }

    [Fact]
    public async Task What_was_accepted_is_there_after_a_restart_and_known_as_a_duplicate()
    {
        var data = Directory.CreateTempSubdirectory("tracking-data-").FullName;
        var sent = Enumerable.Range(0, 100).Select(i => Position("van-3", -i)).ToArray<object>();
        await using (var before = await Tracking.StartAsync(data)) await before.Accept("/v1/positions", sent);

        await using var after = await Tracking.StartAsync(data, Tracking.Noon.AddMinutes(1));

        Assert.Equal(100, (await Track(after, "van-3")).Count);
        Assert.Equal(100, (await after.Accept("/v1/positions", sent)).Duplicates);
        Assert.Equal(100, await after.Stat("positionsAccepted"));
    }

    [Fact]
    public async Task A_part_of_a_track_is_had_by_time()
    {
        await using var tracking = await Tracking.StartAsync();
        await tracking.Accept("/v1/positions", Enumerable.Range(0, 200).Select(i => Position("van-4", -60 * i)).ToArray<object>());

        var part = await tracking.Get("/v1/vehicles/van-4/track?limit=100&from=2026-05-01T10:00:00Z&to=2026-05-01T10:10:00Z");

        Assert.Equal(10, part.GetProperty("data").GetArrayLength());
        Assert.False(part.GetProperty("hasMore").GetBoolean());
    }

    [Theory]
    [InlineData("/v1/vehicles/nobody", HttpStatusCode.NotFound)]
    [InlineData("/v1/vehicles/nobody/track", HttpStatusCode.NotFound)]
    [InlineData("/v1/vehicles/van-5/track?starting_after=x", HttpStatusCode.BadRequest)]
    [InlineData("/v1/vehicles/van-5/track?limit=0", HttpStatusCode.BadRequest)]
    [InlineData("/v1/vehicles/van-5/track?from=2020-01-01T00:00:00Z", HttpStatusCode.BadRequest)]
    [InlineData("/v1/lost-vehicles?starting_after=x", HttpStatusCode.BadRequest)]
    public async Task What_cannot_be_answered_is_refused(string path, HttpStatusCode status)
    {
        await using var tracking = await Tracking.StartAsync();
        await tracking.Accept("/v1/positions", Position("van-5", 0));

        using var response = await tracking.Client.GetAsync(path);

        Assert.Equal(status, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
    }

    private static Position Position(string vehicle, int seconds) =>
        new(vehicle, Tracking.Noon.AddSeconds(seconds), 52.1 + (seconds * 1e-4), 5.1, 80.5);

    private static async Task<List<DateTimeOffset>> Track(Tracking tracking, string vehicle)
    {
        var (instants, cursor) = (new List<DateTimeOffset>(), "");
        do
        {
            var page = await tracking.Get($"/v1/vehicles/{vehicle}/track?limit=70&starting_after={cursor}");
            instants.AddRange(page.GetProperty("data").EnumerateArray().Select(position => position.GetProperty("instant").GetDateTimeOffset()));
            cursor = page.TryGetProperty("nextCursor", out var next) ? next.GetString() : null;
        }
        while (cursor is not null);
        return instants;
    }
}
