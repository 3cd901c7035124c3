using System.Globalization;
using System.Runtime.CompilerServices;
using Fleet.Contracts.VehicleTracking;
using Fleet.ServiceDefaults;
using Fleet.VehicleTracking.Shards;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Fleet.VehicleTracking.Queries;

/// <summary><c>GET /v1/vehicles/{id}/positions</c>: positions of a vehicle by their time.</summary>
internal static class ListPositions
{
    private const int MostDays = 31;
    private const int MostRead = 50_000;

    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/v1/vehicles/{id}/positions", Handle)
        .WithSummary("Positions of a vehicle, oldest first; by default those of the 24 hours up to its last one.");

    /// <param name="id">Vehicle.</param>
    /// <param name="shards">The shards.</param>
    /// <param name="reader">Reads tracks.</param>
    /// <param name="time">From when to when.</param>
    /// <param name="form">What is left out.</param>
    /// <param name="page">Which page, at most 1,000 positions; the cursor is an instant in Unix milliseconds.</param>
    /// <param name="order"><c>asc</c>, oldest first, or <c>desc</c>.</param>
    /// <param name="cancellation">Ends the reading.</param>
    private static async Task<Results<Ok<Page<Position>>, ProblemHttpResult>> Handle(
        string id, ShardCalls shards, TrackReader reader, [AsParameters] AskedTime time, [AsParameters] AskedForm form, [AsParameters] PositionsPage page,
        [FromQuery] string? order, CancellationToken cancellation)
    {
        var (size, cursor, isAscending) = (page.Size(), page.Cursor(), QueryChoice.Read(order, "order", "asc", "desc") == "asc");
        var (metres, leavesOutFiltered) = (form.SimplifyMetres(), form.LeavesOutFiltered(isUsual: false));
        if (!VehicleIds.CanBe(id) || (await shards.Vehicle(id)).Position is not { } newest) return Problem.NotFound("vehicle", id);
        var span = time.Span(newest.Instant.ToUnixTimeMilliseconds(), MostDays);
        // The line goes on from the cursor's position, so a simplified page reads it again and leaves it out of the answer.
        var again = metres is null ? 0 : 1;
        if (cursor is { } seen && isAscending) span = span with { FromMs = Math.Max(span.FromMs, seen + 1 - again) };
        if (cursor is { } least && !isAscending) span = span with { BeforeMs = Math.Min(span.BeforeMs, least + again) };

        var read = new Reading();
        var chunks = TrackForm.Of(read.Counted(reader.Read(id, span, isAscending, cancellation), cancellation), metres, leavesOutFiltered);
        var items = await FirstOf(chunks, size, cursor);
        var hasMore = items.Count > size || read.IsCut;
        if (items.Count > size) items.RemoveAt(size);
        return TypedResults.Ok(new Page<Position>(items, hasMore, hasMore ? Text(items.Count > 0 ? Ms(items[^1]) : read.LastMs) : null));
    }

    private static async Task<List<Position>> FirstOf(IAsyncEnumerable<IReadOnlyList<Position>> chunks, int size, long? cursor)
    {
        var items = new List<Position>();
        await foreach (var chunk in chunks)
        {
            foreach (var position in chunk)
            {
                if (Ms(position) == cursor) continue;
                items.Add(position);
                if (items.Count > size) return items;
            }
        }

        return items;
    }

    private static long Ms(Position position) => position.Instant.ToUnixTimeMilliseconds();

    private static string Text(long cursor) => cursor.ToString(CultureInfo.InvariantCulture);

    /// <summary>Ends a page that would have to read too much for what it gives.</summary>
    private sealed class Reading
    {
        private int count;

        public long LastMs { get; private set; }

        public bool IsCut { get; private set; }

        public async IAsyncEnumerable<IReadOnlyList<Position>> Counted(
            IAsyncEnumerable<IReadOnlyList<Position>> chunks, [EnumeratorCancellation] CancellationToken cancellation = default)
        {
            await foreach (var chunk in chunks.WithCancellation(cancellation))
            {
                count += chunk.Count;
                LastMs = Ms(chunk[^1]);
                yield return chunk;
                if (count < MostRead) continue;
                IsCut = true;
                yield break;
            }
        }
    }
}

/// <summary>Which page of positions is wanted.</summary>
/// <param name="Limit">1 to 1,000, by default 100.</param>
/// <param name="StartingAfter">Instant of the last position already seen, Unix milliseconds.</param>
internal readonly record struct PositionsPage([FromQuery(Name = "limit")] int? Limit, [FromQuery(Name = "starting_after")] string? StartingAfter)
{
    public int Size() => Limit switch
    {
        null => 100,
        >= 1 and <= 1_000 => Limit.Value,
        _ => throw QueryMistake.Of("limit", "out_of_range", "limit is a number from 1 to 1,000."),
    };

    public long? Cursor()
    {
        if (string.IsNullOrEmpty(StartingAfter)) return null;
        return long.TryParse(StartingAfter, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var seen) && Math.Abs(seen) < 100_000_000_000_000
            ? seen
            : throw QueryMistake.Of("starting_after", "wrong_type", "starting_after is a cursor of this list.");
    }
}
