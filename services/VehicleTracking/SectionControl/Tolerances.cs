using System.Collections.Frozen;

namespace Fleet.VehicleTracking.SectionControl;

/// <summary>What the law of a jurisdiction takes off a measured speed.</summary>
/// <param name="Jurisdiction">Whose law.</param>
/// <param name="Version">Which version of it, for the evidence.</param>
/// <param name="RoundUpToKmh">The result is rounded up to a multiple of this, in the driver's favour.</param>
/// <param name="Bands">In rising order; the first whose <c>upToKmh</c> is not below the measured speed counts.</param>
public sealed record Tolerance(string Jurisdiction, string Version, decimal RoundUpToKmh, IReadOnlyList<ToleranceBand> Bands)
{
    /// <summary>The tolerance at <paramref name="measuredKmh"/>, km/h.</summary>
    public decimal At(decimal measuredKmh)
    {
        var band = Bands.First(band => band.UpToKmh is null || measuredKmh <= band.UpToKmh);
        var exact = band.Kmh ?? measuredKmh * band.Percent!.Value / 100;
        return Math.Ceiling(exact / RoundUpToKmh) * RoundUpToKmh;
    }
}

/// <summary>One row of a tolerance table: a fixed amount or a share of the measured speed.</summary>
/// <param name="UpToKmh">Highest measured speed of the band; null for the last one, which is open.</param>
/// <param name="Kmh">Fixed tolerance, km/h.</param>
/// <param name="Percent">Tolerance in percent of the measured speed; exactly one of the two is given.</param>
public sealed record ToleranceBand(decimal? UpToKmh = null, decimal? Kmh = null, decimal? Percent = null);

/// <summary>The tolerance tables of all jurisdictions.</summary>
public sealed class Tolerances
{
    private readonly FrozenDictionary<string, Tolerance> tables;

    /// <exception cref="InvalidDataException">A table has a gap or a band that says nothing.</exception>
    public Tolerances(IEnumerable<Tolerance> tables)
    {
        this.tables = tables.ToFrozenDictionary(table => table.Jurisdiction, StringComparer.Ordinal);
        foreach (var table in this.tables.Values.Where(table => !IsSound(table)))
            throw new InvalidDataException($"Tolerance table '{table.Jurisdiction}': bands rise, the last is open, each has kmh or percent.");
    }

    public bool Covers(string jurisdiction) => tables.ContainsKey(jurisdiction);

    public Tolerance Of(string jurisdiction) => tables[jurisdiction];

    private static bool IsSound(Tolerance table)
    {
        var edges = table.Bands.SkipLast(1).Select(band => band.UpToKmh).ToList();
        return table.RoundUpToKmh > 0
            && table.Bands is [.., { UpToKmh: null }]
            && edges.TrueForAll(edge => edge > 0)
            && edges.Zip(edges.Skip(1)).All(pair => pair.First < pair.Second)
            && table.Bands.All(band => (band.Kmh >= 0) ^ (band.Percent is >= 0 and < 100));
    }
}
