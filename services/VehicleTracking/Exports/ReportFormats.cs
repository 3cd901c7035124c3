using System.Text;
using Fleet.VehicleTracking.Motion;
using Fleet.VehicleTracking.Shards;

namespace Fleet.VehicleTracking.Exports;

/// <summary>Writes trips, stops or events in one format, one at a time. An instance serves one export.</summary>
internal interface IReportWriter
{
    /// <summary>Media type.</summary>
    string ContentType { get; }

    /// <summary>What stands before the first entry.</summary>
    string Head { get; }

    /// <summary>What stands after the last.</summary>
    string Foot { get; }

    void Write(StringBuilder text, string vehicle, Entry entry);
}

/// <summary>Formats of reports.</summary>
internal static class ReportFormats
{
    /// <summary>A writer for one export; null when there is no such format.</summary>
    public static IReportWriter? Create(EntryKind kind, string format) => format switch
    {
        "csv" => new CsvReport(kind),
        "geojson" => new GeoJsonReport(),
        _ => null,
    };
}
