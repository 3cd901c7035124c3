using Fleet.ServiceDefaults;
using Fleet.VehicleTracking.Motion;
using Fleet.VehicleTracking.Shards;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Fleet.VehicleTracking.Queries;

/// <summary>What a vehicle did.</summary>
/// <param name="Vehicle">Id of the vehicle.</param>
/// <param name="Total">Within the whole span.</param>
/// <param name="Days">By UTC day, oldest first; absent unless asked for.</param>
internal sealed record SummaryView(string Vehicle, Summary Total, IReadOnlyList<Summary>? Days = null);

/// <summary><c>GET /v1/vehicles/{id}/summary</c>: distances, times and speeds of a span, also by day.</summary>
internal static class GetSummary
{
    private const int MostDays = 31;
    private const long DayMs = 86_400_000;
    private const long BeforeMs = 7 * DayMs;

    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/v1/vehicles/{id}/summary", Handle)
        .WithSummary("What a vehicle did within a span: distance, driving, stop and engine time, speeds; with by=day also by UTC day.");

    /// <param name="id">Vehicle.</param>
    /// <param name="shards">The shards.</param>
    /// <param name="journal">Reads trips, stops and events.</param>
    /// <param name="time">The span.</param>
    /// <param name="by"><c>all</c> (default) or <c>day</c>.</param>
    private static async Task<Results<Ok<SummaryView>, ProblemHttpResult>> Handle(
        string id, ShardCalls shards, JournalReader journal, [AsParameters] AskedTime time, [FromQuery] string? by)
    {
        var isByDay = QueryChoice.Read(by, "by", "all", "day") == "day";
        if (!VehicleIds.CanBe(id) || await shards.Vehicle(id) is not { Position: { } newest } vehicle) return Problem.NotFound("vehicle", id);
        var newestMs = newest.Instant.ToUnixTimeMilliseconds();
        var span = time.Span(newestMs, MostDays);
        // What was switched on before the span is on in it; a trip that began before it is no idling.
        var earlier = span with { FromMs = span.FromMs - BeforeMs };
        var trips = await All(journal, id, EntryKind.Trip, earlier, entry => entry.Trip!);
        var stops = await All(journal, id, EntryKind.Stop, span, entry => entry.Stop!);
        var events = await All(journal, id, EntryKind.Event, earlier, entry => entry.Event!);
        if (vehicle.Motion?.Trip is { } trip) trips.Add(trip);
        if (vehicle.Motion?.Stop is { } stop) stops.Add(stop);
        var engine = Summary.Engine(events, newestMs);
        return TypedResults.Ok(new SummaryView(
            id, Summary.Of(span, trips, stops, events, engine), isByDay ? [.. Days(span).Select(day => Summary.Of(day, trips, stops, events, engine))] : null));
    }

    private static async Task<List<T>> All<T>(JournalReader journal, string vehicle, EntryKind kind, AskedSpan span, Func<Entry, T> what)
    {
        var all = new List<T>();
        await foreach (var entry in journal.Newest(vehicle, kind, span)) all.Add(what(entry));
        return all;
    }

    private static IEnumerable<AskedSpan> Days(AskedSpan span)
    {
        for (var fromMs = span.FromMs; fromMs < span.BeforeMs;)
        {
            var nextMs = Math.Min((Math.DivRem(fromMs, DayMs).Quotient + 1) * DayMs, span.BeforeMs);
            yield return new AskedSpan(fromMs, nextMs);
            fromMs = nextMs;
        }
    }
}
