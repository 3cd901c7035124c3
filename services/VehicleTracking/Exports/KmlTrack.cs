using System.Buffers;
using System.Text;
using Fleet.Contracts.VehicleTracking;

namespace Fleet.VehicleTracking.Exports;

/// <summary>
/// KML 2.2 with Google's track extension. In a <c>gx:Track</c> all times stand before all coordinates, so a chunk is a track
/// of its own, and a <c>gx:MultiTrack</c> joins them.
/// </summary>
internal sealed class KmlTrack : ITrackWriter
{
    private const string Head = """
        <?xml version="1.0" encoding="UTF-8"?>
        <kml xmlns="http://www.opengis.net/kml/2.2" xmlns:gx="http://www.google.com/kml/ext/2.2">
        <Document>
        """;

    private const string Schema = """
        <Schema id="motion"><gx:SimpleArrayField name="speedKmh" type="float"><displayName>Speed, km/h</displayName></gx:SimpleArrayField></Schema>
        """;

    public string ContentType => "application/vnd.google-earth.kml+xml";

    public bool LeavesOutFiltered => true;

    public void Begin(IBufferWriter<byte> to, string vehicle)
    {
        var name = ExportText.Xml(vehicle);
        to.Write($"{Head}\n<name>{name}</name>\n{Schema}\n<Placemark><name>{name}</name>\n<gx:MultiTrack><altitudeMode>clampToGround</altitudeMode><gx:interpolate>1</gx:interpolate>\n");
    }

    public void Write(IBufferWriter<byte> to, IReadOnlyList<Position> positions)
    {
        var text = new StringBuilder("<gx:Track>\n");
        foreach (var position in positions) text.Append("<when>").Append(ExportText.Instant(position.Instant)).Append("</when>\n");
        foreach (var position in positions)
        {
            text.Append("<gx:coord>").Append(ExportText.Degrees(position.Longitude)).Append(' ').Append(ExportText.Degrees(position.Latitude))
                .Append(' ').Append(ExportText.Number(position.AltitudeMetres ?? 0)).Append("</gx:coord>\n");
        }

        text.Append("<ExtendedData><SchemaData schemaUrl=\"#motion\"><gx:SimpleArrayData name=\"speedKmh\">\n");
        foreach (var position in positions)
            text.Append("<gx:value>").Append(position.SpeedKmh is { } speed ? ExportText.Number(speed) : "").Append("</gx:value>\n");
        to.Write(text.Append("</gx:SimpleArrayData></SchemaData></ExtendedData>\n</gx:Track>\n"));
    }

    public void End(IBufferWriter<byte> to) => to.Write("</gx:MultiTrack></Placemark>\n</Document>\n</kml>\n");
}
