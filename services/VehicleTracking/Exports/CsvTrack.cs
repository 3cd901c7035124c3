using System.Buffers;
using System.Text;
using System.Text.Json;
using Fleet.Contracts;
using Fleet.Contracts.VehicleTracking;

namespace Fleet.VehicleTracking.Exports;

/// <summary>CSV with a header record; see <see cref="CsvText"/>.</summary>
internal sealed class CsvTrack : ITrackWriter
{
    public string ContentType => "text/csv; charset=utf-8; header=present";

    public bool LeavesOutFiltered => false;

    public void Begin(IBufferWriter<byte> to, string vehicle) =>
        to.Write("vehicle,instant,latitude,longitude,speedKmh,headingDegrees,accuracyMetres,altitudeMetres,valid,ignition,filtered,attributes\r\n");

    public void Write(IBufferWriter<byte> to, IReadOnlyList<Position> positions)
    {
        var text = new StringBuilder();
        var csv = new CsvText(text);
        foreach (var position in positions)
        {
            csv.Text(position.Vehicle).Instant(position.Instant).Degrees(position.Latitude).Degrees(position.Longitude)
                .Number(position.SpeedKmh).Number(position.HeadingDegrees).Number(position.AccuracyMetres).Number(position.AltitudeMetres)
                .Truth(position.Valid).Truth(position.Ignition).Text(position.Filtered)
                .Text(position.Attributes is { Count: > 0 } attributes ? JsonSerializer.Serialize(attributes, ContractJson.Options) : null)
                .End();
        }

        to.Write(text);
    }

    public void End(IBufferWriter<byte> to)
    {
        // Every record ends itself.
    }
}
