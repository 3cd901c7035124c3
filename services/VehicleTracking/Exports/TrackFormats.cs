namespace Fleet.VehicleTracking.Exports;

/// <summary>Formats of tracks by the ending of the path. A new one is a file and a line here.</summary>
internal static class TrackFormats
{
    private static readonly Dictionary<string, Func<ITrackWriter>> Writers = new(StringComparer.Ordinal)
    {
        ["geojson"] = () => new GeoJsonTrack(),
        ["gpx"] = () => new GpxTrack(),
        ["kml"] = () => new KmlTrack(),
        ["csv"] = () => new CsvTrack(),
    };

    /// <summary>The endings.</summary>
    public static string Names => string.Join(", ", Writers.Keys);

    /// <summary>A writer for one export; null when there is no such format.</summary>
    public static ITrackWriter? Create(string ending) => Writers.GetValueOrDefault(ending)?.Invoke();
}
