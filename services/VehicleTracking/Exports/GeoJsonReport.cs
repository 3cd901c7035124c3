using System.Text;
using System.Text.Json;
using Fleet.Contracts;
using Fleet.VehicleTracking.Motion;
using Fleet.VehicleTracking.Queries;

namespace Fleet.VehicleTracking.Exports;

/// <summary>A report as GeoJSON: a trip is the line from where it began to where it ended, a stop or an event is a point.</summary>
internal sealed class GeoJsonReport : IReportWriter
{
    private bool isFirst = true;

    public string ContentType => "application/geo+json";

    public string Head => "{\"type\":\"FeatureCollection\",\"features\":[\n";

    public string Foot => "\n]}\n";

    public void Write(StringBuilder text, string vehicle, Entry entry)
    {
        if (!isFirst) text.Append(",\n");
        isFirst = false;
        var properties = JsonSerializer.SerializeToElement(Properties(vehicle, entry), ContractJson.Options);
        // A feature without a place has the geometry null, not none.
        text.Append(JsonSerializer.Serialize(new { type = "Feature", geometry = Geometry(entry), properties }));
    }

    private static object? Geometry(Entry entry)
    {
        if (entry.Trip is { } trip)
            return new { type = "LineString", coordinates = new double[][] { [trip.StartLongitude, trip.StartLatitude], [trip.EndLongitude, trip.EndLatitude] } };
        var (longitude, latitude) = entry.Stop is { } stop ? (stop.Longitude, stop.Latitude) : (entry.Event!.Longitude, entry.Event.Latitude);
        return longitude is { } east && latitude is { } north ? new { type = "Point", coordinates = new[] { east, north } } : null;
    }

    private static object Properties(string vehicle, Entry entry) =>
        entry.Trip is { } trip ? TripView.Of(vehicle, trip, isOver: true)
        : entry.Stop is { } stop ? StopView.Of(vehicle, stop, isOver: true)
        : RecentRules.AlertOf(vehicle, entry.Event!);
}
