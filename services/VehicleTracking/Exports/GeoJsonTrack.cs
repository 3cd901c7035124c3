using System.Buffers;
using System.Text.Json;
using Fleet.Contracts;
using Fleet.Contracts.VehicleTracking;

namespace Fleet.VehicleTracking.Exports;

/// <summary>GeoJSON (RFC 7946): a collection of points, longitude first; everything else known of a position is in its properties.</summary>
internal sealed class GeoJsonTrack : ITrackWriter
{
    private bool isFirst = true;

    public string ContentType => "application/geo+json";

    public bool LeavesOutFiltered => false;

    public void Begin(IBufferWriter<byte> to, string vehicle) => to.Write("{\"type\":\"FeatureCollection\",\"features\":[\n");

    public void Write(IBufferWriter<byte> to, IReadOnlyList<Position> positions)
    {
        using var json = new Utf8JsonWriter(to);
        foreach (var position in positions)
        {
            if (!isFirst) to.Write(",\n");
            isFirst = false;
            var feature = new Feature("Feature", new Geometry("Point", Coordinates(position)), Properties.Of(position));
            JsonSerializer.Serialize(json, feature, ContractJson.Options);
            json.Flush();
            json.Reset();
        }
    }

    public void End(IBufferWriter<byte> to) => to.Write("\n]}\n");

    private static double[] Coordinates(Position position) => position.AltitudeMetres is { } altitude
        ? [position.Longitude, position.Latitude, altitude]
        : [position.Longitude, position.Latitude];

    private sealed record Feature(string Type, Geometry Geometry, Properties Properties);

    private sealed record Geometry(string Type, double[] Coordinates);

    private sealed record Properties(
        string Vehicle,
        DateTimeOffset Instant,
        double? SpeedKmh,
        double? HeadingDegrees,
        double? AccuracyMetres,
        bool? Valid,
        bool? Ignition,
        string? Filtered,
        IReadOnlyDictionary<string, JsonElement>? Attributes)
    {
        public static Properties Of(Position position) => new(
            position.Vehicle, position.Instant, position.SpeedKmh, position.HeadingDegrees, position.AccuracyMetres,
            position.Valid, position.Ignition, position.Filtered, position.Attributes);
    }
}
