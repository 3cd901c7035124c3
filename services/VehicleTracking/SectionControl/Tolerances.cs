using System.Collections.Frozen;

namespace Fleet.VehicleTracking.SectionControl;

/// <summary>What the law of a jurisdiction takes off a measured speed.</summary>
/// <param name="Jurisdiction">Whose law.</param>
/// <param name="Version">Which version of it, for the evidence.</param>
/// <param name="RoundUpToKmh">The result is rounded up to a multiple of this, in the driver's favour.</param>
/// <param name="Bands">In rising order; the first whose <c>upToKmh</c> is not below the measured speed counts.</param>
/// <param name="EffectiveFrom">Since when it is law, for drives that begin then; null for always.</param>
public sealed record Tolerance(string Jurisdiction, string Version, decimal RoundUpToKmh, IReadOnlyList<ToleranceBand> Bands, DateTimeOffset? EffectiveFrom = null)
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

/// <summary>The tolerance tables of all jurisdictions in all their versions. Immutable.</summary>
public sealed class Tolerances
{
    private readonly FrozenDictionary<string, Tolerance[]> tables;

    /// <exception cref="InvalidDataException">A table has a gap or a band that says nothing, or two begin at the same time.</exception>
    public Tolerances(IEnumerable<Tolerance> tables)
    {
        this.tables = tables.GroupBy(table => table.Jurisdiction, StringComparer.Ordinal)
            .ToFrozenDictionary(group => group.Key, group => group.OrderBy(FromMs).ToArray(), StringComparer.Ordinal);
        foreach (var table in this.tables.Values.SelectMany(versions => versions).Where(table => !IsSound(table)))
            throw new InvalidDataException($"Tolerance table '{table.Jurisdiction}' version '{table.Version}': bands rise, the last is open, each has kmh or percent.");
        foreach (var versions in this.tables.Values.Where(versions => versions.DistinctBy(FromMs).Count() < versions.Length))
            throw new InvalidDataException($"Tolerance table '{versions[0].Jurisdiction}': two versions have the same effectiveFrom.");
    }

    /// <summary>All tables in all versions.</summary>
    public IEnumerable<Tolerance> All => tables.Values.SelectMany(versions => versions);

    public bool Covers(string jurisdiction) => tables.ContainsKey(jurisdiction);

    /// <summary>The table that is law at an instant (Unix milliseconds); before the first one began, the first one.</summary>
    public Tolerance Of(string jurisdiction, long instantMs)
    {
        var versions = tables[jurisdiction];
        for (var index = versions.Length - 1; index > 0; index--)
        {
            if (FromMs(versions[index]) <= instantMs) return versions[index];
        }

        return versions[0];
    }

    private static long FromMs(Tolerance table) => table.EffectiveFrom?.ToUnixTimeMilliseconds() ?? long.MinValue;

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
