using Microsoft.AspNetCore.Mvc;

namespace Fleet.VehicleTracking.Queries;

/// <summary>Query parameters <c>from</c> (inclusive) and <c>to</c> (exclusive): ISO 8601 instants with offset.</summary>
/// <param name="From">Oldest instant wanted; without it 24 hours before <paramref name="To"/>.</param>
/// <param name="To">First instant no longer wanted; without it just after the vehicle's newest position.</param>
internal readonly record struct AskedTime([FromQuery(Name = "from")] string? From, [FromQuery(Name = "to")] string? To)
{
    private const long DayMs = 86_400_000;

    /// <summary>The span asked for.</summary>
    /// <param name="newestMs">The vehicle's newest position, Unix milliseconds.</param>
    /// <param name="mostDays">How long the span may be.</param>
    /// <param name="latestMs">Until when something may have happened without a position, Unix milliseconds.</param>
    /// <exception cref="ServiceDefaults.RequestRefusedException">400, naming the parameter.</exception>
    public AskedSpan Span(long newestMs, int mostDays, long latestMs = long.MinValue)
    {
        var (from, to) = (QueryInstant.Read(From, "from"), QueryInstant.Read(To, "to"));
        var since = from ?? Math.Min(to ?? long.MaxValue, newestMs + 1) - DayMs;
        var before = to ?? Math.Max(since + 1, Math.Min(Math.Max(newestMs, latestMs) + 1, from is null ? since + (mostDays * DayMs) : long.MaxValue));
        if (since >= before) throw QueryMistake.Of("to", "out_of_range", "to is later than from.");
        if (before - since > mostDays * DayMs) throw QueryMistake.Of("from", "out_of_range", $"From from to to are {mostDays} days at most.");
        return new AskedSpan(since, before);
    }
}

/// <summary>A span of time, Unix milliseconds: from <paramref name="FromMs"/> (inclusive) up to <paramref name="BeforeMs"/> (exclusive).</summary>
internal readonly record struct AskedSpan(long FromMs, long BeforeMs);
