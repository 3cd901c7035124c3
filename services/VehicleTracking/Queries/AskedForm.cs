using System.Globalization;
using Fleet.Contracts.VehicleTracking;
using Microsoft.AspNetCore.Mvc;

namespace Fleet.VehicleTracking.Queries;

/// <summary>Query parameters that say what of a track is left out.</summary>
/// <param name="Simplify">How far the simplified line may pass a position that is left out, metres; without it nothing is simplified.</param>
/// <param name="Filtered"><c>include</c> or <c>exclude</c>: what becomes of positions that a filter keeps out of trips and events.</param>
internal readonly record struct AskedForm([FromQuery(Name = "simplify")] string? Simplify, [FromQuery(Name = "filtered")] string? Filtered)
{
    private const double MostMetres = 100_000;

    public double? SimplifyMetres()
    {
        if (string.IsNullOrEmpty(Simplify)) return null;
        return double.TryParse(Simplify, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var metres) && metres <= MostMetres
            ? metres
            : throw QueryMistake.Of("simplify", "out_of_range", $"simplify is a number of metres from 0 to {MostMetres:0}.");
    }

    /// <param name="isUsual">Whether they are left out when nothing is said.</param>
    public bool LeavesOutFiltered(bool isUsual) => string.IsNullOrEmpty(Filtered) ? isUsual : QueryChoice.Read(Filtered, "filtered", "include", "exclude") == "exclude";
}

/// <summary>A track as it was asked for.</summary>
internal static class TrackForm
{
    public static IAsyncEnumerable<IReadOnlyList<Position>> Of(IAsyncEnumerable<IReadOnlyList<Position>> chunks, double? simplifyMetres, bool leavesOutFiltered)
    {
        var good = leavesOutFiltered ? Unfiltered(chunks) : chunks;
        return simplifyMetres is { } metres ? Simplification.Of(good, metres) : good;
    }

    private static async IAsyncEnumerable<IReadOnlyList<Position>> Unfiltered(IAsyncEnumerable<IReadOnlyList<Position>> chunks)
    {
        await foreach (var chunk in chunks)
            yield return chunk.Where(position => position.Filtered is null).ToList();
    }
}

/// <summary>A parameter that is one of some words.</summary>
internal static class QueryChoice
{
    /// <summary>The word given; the first of <paramref name="words"/> when nothing is.</summary>
    /// <exception cref="ServiceDefaults.RequestRefusedException">400, naming the parameter and the words.</exception>
    public static string Read(string? text, string param, params string[] words)
    {
        if (string.IsNullOrEmpty(text)) return words[0];
        return Array.Find(words, word => word == text) ?? throw QueryMistake.Of(param, "unknown_value", $"{param} is {string.Join(" or ", words)}.");
    }
}
