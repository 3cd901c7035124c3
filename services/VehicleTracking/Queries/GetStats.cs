using Fleet.VehicleTracking.Positions;
using Fleet.VehicleTracking.Retention;
using Fleet.VehicleTracking.Shards;

namespace Fleet.VehicleTracking.Queries;

/// <summary>Durable counters of the service. Each thing counts once, whatever was sent twice or crashed.</summary>
/// <param name="PassagesAccepted">Passages stored.</param>
/// <param name="PassagesDuplicate">Passages that had been stored before.</param>
/// <param name="PassagesErased">Passages erased because their section timed out.</param>
/// <param name="PositionsAccepted">Positions stored.</param>
/// <param name="PositionsDuplicate">Positions that had been stored before.</param>
/// <param name="Violations">Violations found.</param>
/// <param name="VehiclesLost">Vehicles that entered a section and never left it.</param>
/// <param name="EventsPending">Events saved and not yet taken by the broker.</param>
/// <param name="PassagesHeld">Passages held because the camera was not sure of the plate.</param>
/// <param name="PositionsFiltered">Positions in the history that a filter marks, by the filter's name.</param>
/// <param name="Erased">What was erased because it was too old, or because everything of its vehicle was.</param>
/// <param name="AlertsNotPublished">Events of vehicles that stand in the journal alone, because they were too old or too many at once.</param>
internal sealed record TrackingStats(
    long PassagesAccepted, long PassagesDuplicate, long PassagesErased, long PositionsAccepted, long PositionsDuplicate, long Violations, long VehiclesLost, long EventsPending,
    long PassagesHeld, IReadOnlyDictionary<string, long> PositionsFiltered, Erased Erased, long AlertsNotPublished);

/// <summary><c>GET /v1/stats</c>.</summary>
internal static class GetStats
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/v1/stats", Handle).WithSummary("Durable counters.");

    private static async Task<TrackingStats> Handle(ShardCalls shards)
    {
        var counts = await shards.Counts();
        var totals = counts.Aggregate(new ShardTotals(), (sum, shard) => sum + shard.Totals);
        return new TrackingStats(
            totals.PassagesAccepted, totals.PassagesDuplicate, totals.PassagesErased, totals.PositionsAccepted,
            totals.PositionsDuplicate, totals.Violations, totals.VehiclesLost, counts.Sum(shard => (long)shard.EventsPending), totals.PassagesHeld, Filtered(totals), totals.Erased,
            totals.AlertsNotPublished);
    }

    private static Dictionary<string, long> Filtered(ShardTotals totals) => Enum.GetValues<Verdict>()
        .Where(verdict => verdict != Verdict.Good)
        .ToDictionary(verdict => verdict.Name()!, verdict => totals.Filtered.ElementAtOrDefault((int)verdict), StringComparer.Ordinal);
}
