using Fleet.Contracts.VehicleTracking;

namespace Fleet.Tests.Services.VehicleTracking;

/// <summary>The service is killed while it takes positions, again and again; senders send again what was not answered.</summary>
public sealed class CrashTests
{
    private static readonly string[] Vehicles = ["van-1", "van-2", "van-3"];

    [Fact]
    public async Task Crashes_in_the_middle_of_batches_lose_nothing_double_nothing_and_change_no_trip()
    {
        await using var calm = await Tracking.StartAsync();
        await using var crashed = await Tracking.StartAsync();
        var (random, unanswered) = (new Random(20260501), 0);

        foreach (var batch in Batches())
        {
            await calm.Accept("/v1/positions", batch);
            if (random.Next(3) == 0 && !await AnsweredInACrash(crashed, batch, unanswered * 5)) unanswered++;
            else if (random.Next(2) == 0) await crashed.Crash();
            await Send(crashed, batch);
        }

        Assert.InRange(unanswered, 1, int.MaxValue);
        Assert.Equal(Vehicles.Length * 400, await crashed.Stat("positionsAccepted"));
        foreach (var vehicle in Vehicles)
        {
            Assert.Equal(400, (await Instants(crashed, vehicle)).Distinct().Count());
            Assert.Equal(await Instants(calm, vehicle), await Instants(crashed, vehicle));
            var trips = await calm.Get($"/v1/vehicles/{vehicle}/trips");
            Assert.NotEmpty(trips.GetProperty("data").EnumerateArray());
            Assert.Equal(trips.GetRawText(), (await crashed.Get($"/v1/vehicles/{vehicle}/trips")).GetRawText());
        }
    }

    // The crash comes a little later each time: before the batch is read, while its turns run, after they were saved.
    private static async Task<bool> AnsweredInACrash(Tracking tracking, object[] batch, int later)
    {
        var answer = TryPost(tracking, batch);
        for (var i = 0; i < later; i++) await Task.Yield();
        await tracking.Crash();
        return await answer;
    }

    private static async Task Send(Tracking tracking, object[] batch) => Assert.True(
        await tracking.Time.AdvanceUntilAsync(() => TryPost(tracking, batch), TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(1)));

    private static async Task<bool> TryPost(Tracking tracking, object[] batch)
    {
        try
        {
            using var response = await tracking.Post("/v1/positions", batch);
            return response.IsSuccessStatusCode;
        }
        catch (Exception killed) when (killed is HttpRequestException or OperationCanceledException or ObjectDisposedException or IOException)
        {
            return false;
        }
    }

    private static async Task<List<DateTimeOffset>> Instants(Tracking tracking, string vehicle) =>
        [.. (await VehicleArchive.Read(tracking, vehicle)).Of("position").Select(position => position.GetProperty("instant").GetDateTimeOffset())];

    // Ten minutes of driving and almost seven of standing, twice.
    private static IEnumerable<object[]> Batches() => Enumerable.Range(0, 400)
        .SelectMany(i => Vehicles.Select(vehicle => Position(vehicle, i)))
        .Chunk(40).Select(batch => batch.ToArray<object>());

    private static Position Position(string vehicle, int i)
    {
        var driven = (i / 200 * 120) + Math.Min(i % 200, 120);
        return new Position(vehicle, Tracking.Noon.AddSeconds((i - 400) * 5), 52.1 + (driven * 9e-4), 5.1, i % 200 < 120 ? 72 : 0);
    }
}
