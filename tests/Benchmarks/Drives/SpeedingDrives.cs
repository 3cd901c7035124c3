using System.Net.Http.Json;
using Fleet.Contracts.VehicleTracking;

namespace Fleet.Tests.Benchmarks.Drives;

/// <summary>Plans more drives than a benchmark needs: every registered vehicle in every road's first section, several times.</summary>
internal static class SpeedingDrives
{
    private const int TooFastKmh = 20;
    private const int Rounds = 3;
    private static readonly TimeSpan RoundTime = TimeSpan.FromMinutes(5);

    public static async Task<IReadOnlyList<SpeedingDrive>> PlanAsync(HttpClient gateway, DateTimeOffset now)
    {
        var plates = await PlatesAsync(gateway);
        var roads = (await gateway.GetFromJsonAsync<Listed<Road>>("/v1/roads"))!.Data;
        now = DateTimeOffset.FromUnixTimeMilliseconds(now.ToUnixTimeMilliseconds());
        return [.. from round in Enumerable.Range(0, Rounds)
                   from road in roads
                   from plate in plates
                   select Drive(plate, road, now - (round * RoundTime))];
    }

    private static SpeedingDrive Drive(string plate, Road road, DateTimeOffset left)
    {
        var (entry, exit) = (road.Cameras[0], road.Cameras[1]);
        var travel = TimeSpan.FromHours((exit.OffsetMetres - entry.OffsetMetres) / 1000 / (road.LimitKmh + TooFastKmh));
        var entered = DateTimeOffset.FromUnixTimeMilliseconds((left - travel).ToUnixTimeMilliseconds());
        return new SpeedingDrive(plate, entry.Id, exit.Id, entered, left);
    }

    private static async Task<List<string>> PlatesAsync(HttpClient gateway)
    {
        var plates = new List<string>();
        string? after = null;
        do
        {
            var page = (await gateway.GetFromJsonAsync<Listed<Vehicle>>("/v1/registry/vehicles?limit=100" + (after is null ? "" : "&starting_after=" + after)))!;
            plates.AddRange(page.Data.Select(vehicle => vehicle.Plate));
            after = page.NextCursor;
        }
        while (after is not null);
        return plates;
    }

    private sealed record Listed<T>(IReadOnlyList<T> Data, string? NextCursor);

    private sealed record Vehicle(string Plate);
}
