using Fleet.VehicleTracking.SectionControl;

namespace Fleet.VehicleTracking.Catalogue.Kinds;

/// <summary>What is sensible in a tolerance table.</summary>
internal static class ToleranceKind
{
    public static CatalogueKind<Tolerance> Kind { get; } = new(CatalogueKeys.Tolerances, "tolerance table", "jurisdiction", (entry, _) => Mistakes(entry));

    private static IEnumerable<EntryMistake> Mistakes(Tolerance table) =>
    [
        .. Checks.Text("version", table.Version),
        .. Checks.Range("roundUpToKmh", (double)table.RoundUpToKmh, 0.01, 10),
        .. table.EffectiveFrom is null ? Array.Empty<EntryMistake>() : [new EntryMistake("effectiveFrom", "out_of_range", "Since when a table counts is said in the query, as for every entry: ?effectiveFrom=.")],
        .. table.Bands.Count is 0 or > 50 ? [new EntryMistake("bands", "out_of_range", "A table has 1 to 50 bands.")] : Array.Empty<EntryMistake>(),
        .. table.Bands.Index().SelectMany(band => Band($"bands[{band.Index}]", band.Item, table.Bands.ElementAtOrDefault(band.Index - 1), isLast: band.Index == table.Bands.Count - 1)),
    ];

    private static IEnumerable<EntryMistake> Band(string path, ToleranceBand band, ToleranceBand? before, bool isLast)
    {
        if (isLast && band.UpToKmh is not null) yield return new EntryMistake(path + ".upToKmh", "out_of_range", "The last band is open: it has no upToKmh.");
        if (!isLast && band.UpToKmh is null) yield return new EntryMistake(path + ".upToKmh", "required", "Only the last band is open.");
        if (band.UpToKmh <= (before?.UpToKmh ?? 0)) yield return new EntryMistake(path + ".upToKmh", "out_of_range", "upToKmh is above zero and rises from band to band.");
        if (band.Kmh is null == band.Percent is null) yield return new EntryMistake(path, "out_of_range", "A band has either kmh or percent.");
        if (band.Kmh is < 0 or > 100) yield return new EntryMistake(path + ".kmh", "out_of_range", "kmh is a number from 0 to 100.");
        if (band.Percent is < 0 or >= 100) yield return new EntryMistake(path + ".percent", "out_of_range", "percent is a number from 0 to below 100.");
    }
}
