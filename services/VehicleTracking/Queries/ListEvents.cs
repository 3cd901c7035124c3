using Fleet.Contracts.VehicleTracking;
using Fleet.ServiceDefaults;
using Fleet.VehicleTracking.Motion;
using Fleet.VehicleTracking.Shards;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Fleet.VehicleTracking.Queries;

/// <summary><c>GET /v1/vehicles/{id}/events</c>: what happened to a vehicle, newest first.</summary>
internal static class ListEvents
{
    private const int MostDays = 31;

    private static readonly string[] Kinds = [.. typeof(VehicleEventKinds).GetFields().Select(field => (string)field.GetRawConstantValue()!)];

    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/v1/vehicles/{id}/events", Handle)
        .WithSummary("What happened to a vehicle within a span, newest first; by default since 24 hours before its last position.");

    /// <param name="id">Vehicle.</param>
    /// <param name="shards">The shards.</param>
    /// <param name="journal">Reads events.</param>
    /// <param name="clock">Clock.</param>
    /// <param name="time">From when to when they happened or began.</param>
    /// <param name="page">Which page.</param>
    /// <param name="kind">Kinds of events; may be repeated; without it all.</param>
    private static async Task<Results<Ok<Page<VehicleAlert>>, ProblemHttpResult>> Handle(
        string id, ShardCalls shards, JournalReader journal, TimeProvider clock, [AsParameters] AskedTime time, [AsParameters] PageRequest page, [FromQuery] string[]? kind)
    {
        if (Array.Find(kind ?? [], one => !Kinds.Contains(one, StringComparer.Ordinal)) is not null)
            throw QueryMistake.Of("kind", "unknown_value", $"kind is one of {string.Join(", ", Kinds)}.");
        if (!VehicleIds.CanBe(id) || (await shards.Vehicle(id)).Position is not { } newest) return Problem.NotFound("vehicle", id);
        // That a vehicle is silent is known after its last position.
        var span = time.Span(newest.Instant.ToUnixTimeMilliseconds(), MostDays, clock.GetUtcNow().ToUnixTimeMilliseconds());
        return TypedResults.Ok(await journal.Read(id, EntryKind.Event, span, page, View));

        VehicleAlert? View(Entry entry) =>
            kind is not { Length: > 0 } || kind.Contains(entry.Event!.Kind, StringComparer.Ordinal) ? RecentRules.AlertOf(id, entry.Event!) : null;
    }
}
