using System.Buffers;
using System.Text;
using Fleet.Contracts.VehicleTracking;

namespace Fleet.VehicleTracking.Exports;

/// <summary>GPX 1.1; speed in m/s and course in degrees stand in Garmin's track point extension, version 2.</summary>
internal sealed class GpxTrack : ITrackWriter
{
    private const string Head = """
        <?xml version="1.0" encoding="UTF-8"?>
        <gpx version="1.1" creator="Fleet" xmlns="http://www.topografix.com/GPX/1/1" xmlns:tpx="http://www.garmin.com/xmlschemas/TrackPointExtension/v2">
        """;

    public string ContentType => "application/gpx+xml";

    public bool LeavesOutFiltered => true;

    public void Begin(IBufferWriter<byte> to, string vehicle) => to.Write($"{Head}\n<trk><name>{ExportText.Xml(vehicle)}</name><trkseg>\n");

    public void Write(IBufferWriter<byte> to, IReadOnlyList<Position> positions)
    {
        var text = new StringBuilder();
        foreach (var position in positions)
        {
            text.Append("<trkpt lat=\"").Append(ExportText.Degrees(position.Latitude)).Append("\" lon=\"").Append(ExportText.Degrees(position.Longitude)).Append("\">");
            if (position.AltitudeMetres is { } altitude) text.Append("<ele>").Append(ExportText.Number(altitude)).Append("</ele>");
            text.Append("<time>").Append(ExportText.Instant(position.Instant)).Append("</time>");
            AppendMotion(text, position);
            text.Append("</trkpt>\n");
        }

        to.Write(text);
    }

    public void End(IBufferWriter<byte> to) => to.Write("</trkseg></trk>\n</gpx>\n");

    private static void AppendMotion(StringBuilder text, Position position)
    {
        if (position is { SpeedKmh: null, HeadingDegrees: null }) return;
        text.Append("<extensions><tpx:TrackPointExtension>");
        if (position.SpeedKmh is { } speed) text.Append("<tpx:speed>").Append(ExportText.Number(speed / 3.6)).Append("</tpx:speed>");
        // The extension's schema takes less than 360.
        if (position.HeadingDegrees is { } heading) text.Append("<tpx:course>").Append(ExportText.Number(Math.Round(heading, 2) % 360)).Append("</tpx:course>");
        text.Append("</tpx:TrackPointExtension></extensions>");
    }
}
