using System.Net.Http.Json;
using System.Text.Json;
using Fleet.Contracts;
using Fleet.Contracts.VehicleTracking;
using Fleet.Notification.Domain;
using Fleet.Tests.Simulation.World;

namespace Fleet.Tests.Simulation.Facts;

/// <summary>Asks the services of a world what they hold, through their public API.</summary>
internal sealed class Inquiry(FleetWorld world)
{
    private sealed record Listed(string Id);

    private sealed record Letter(JsonElement Event);

    private sealed record PageOf<T>(IReadOnlyList<T> Data, bool HasMore, string? NextCursor);

    public Task<List<Delivery>> Deliveries() => All<Delivery>(AppIds.Gateway, "/v1/deliveries?");

    public Task<List<VehicleLost>> Lost() => All<VehicleLost>(AppIds.Gateway, "/v1/lost-vehicles?");

    public async Task<IReadOnlyList<string>> FineIds() => [.. (await All<Listed>(AppIds.Gateway, "/v1/fines?")).Select(fine => fine.Id)];

    public async Task<FineSeen> Fine(string id) => await Get<FineSeen>(AppIds.Gateway, "/v1/fines/" + id);

    public async Task<long> Stat(string appId, string name) => (await Get<JsonElement>(appId, "/v1/stats")).GetProperty(name).GetInt64();

    /// <summary>Instants of a vehicle's positions, Unix milliseconds.</summary>
    public async Task<IReadOnlyList<long>> Track(string vehicle, DateTimeOffset from, DateTimeOffset to)
    {
        var path = $"/v1/vehicles/{vehicle}/track?from={Text(from)}&to={Text(to)}&";
        return [.. (await All<Position>(AppIds.Gateway, path)).Select(position => position.Instant.ToUnixTimeMilliseconds())];
    }

    /// <summary>A field of the events that a service keeps as dead letters.</summary>
    public async Task<IReadOnlySet<string>> DeadLetters(string appId, string field) =>
        (await All<Letter>(appId, "/v1/dead-letters?")).Select(letter => letter.Event.GetProperty(field).GetString()!).ToHashSet(StringComparer.Ordinal);

    private async Task<List<T>> All<T>(string appId, string path)
    {
        var all = new List<T>();
        for (var cursor = ""; ;)
        {
            var page = await Get<PageOf<T>>(appId, path + "limit=100" + cursor);
            all.AddRange(page.Data);
            if (!page.HasMore) return all;
            cursor = "&starting_after=" + Uri.EscapeDataString(page.NextCursor!);
        }
    }

    private async Task<T> Get<T>(string appId, string path)
    {
        using var client = world.Client(appId);
        return (await client.GetFromJsonAsync<T>(path, ContractJson.Options, world.Died))!;
    }

    private static string Text(DateTimeOffset instant) => Uri.EscapeDataString(instant.ToString("O", System.Globalization.CultureInfo.InvariantCulture));
}
