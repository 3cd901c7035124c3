using Fleet.Contracts.VehicleTracking;
using Fleet.VehicleTracking.Shards;

namespace Fleet.VehicleTracking.Live;

/// <summary>At start this instance knows of no vehicle: those that reported within the last hour are read from their shards.</summary>
internal static class FillLive
{
    private const int Chunk = 100;
    private static readonly TimeSpan Recent = TimeSpan.FromHours(1);

    public static async Task Run(IServiceProvider services, CancellationToken cancellation)
    {
        var (shards, hub) = (services.GetRequiredService<ShardCalls>(), services.GetRequiredService<LiveHub>());
        var since = services.GetRequiredService<TimeProvider>().GetUtcNow() - Recent;
        for (var shard = 0; shard < ShardKey.Count; shard++) await Fill(shard, shards, hub, since, cancellation);
    }

    private static async Task Fill(int shard, ShardCalls shards, LiveHub hub, DateTimeOffset since, CancellationToken cancellation)
    {
        var (after, isMore) = ("", true);
        while (isMore)
        {
            cancellation.ThrowIfCancellationRequested();
            var vehicles = (await shards.Vehicles(shard, new VehiclesQuery(after, Chunk))).Vehicles;
            hub.Hear(vehicles.Where(vehicle => vehicle.Position is { Filtered: null } position && position.Instant >= since).Select(vehicle => Shown(vehicle.Position!)));
            isMore = vehicles.Count == Chunk;
            if (isMore) after = vehicles[^1].Vehicle;
        }
    }

    private static VehiclePosition Shown(Position position) => new(
        position.Vehicle, position.Instant, position.Latitude, position.Longitude, position.SpeedKmh, position.HeadingDegrees, position.Ignition);
}
