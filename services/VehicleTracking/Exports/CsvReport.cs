using System.Text;
using Fleet.Contracts.VehicleTracking;
using Fleet.VehicleTracking.Motion;
using Fleet.VehicleTracking.Queries;
using Fleet.VehicleTracking.Shards;

namespace Fleet.VehicleTracking.Exports;

/// <summary>A report as CSV; see <see cref="CsvText"/>.</summary>
internal sealed class CsvReport(EntryKind kind) : IReportWriter
{
    public string ContentType => "text/csv; charset=utf-8; header=present";

    public string Head => kind switch
    {
        EntryKind.Trip => "id,vehicle,startedAt,endedAt,startLatitude,startLongitude,endLatitude,endLongitude,distanceMetres,durationSeconds,averageSpeedKmh,maxSpeedKmh\r\n",
        EntryKind.Stop => "id,vehicle,startedAt,endedAt,latitude,longitude,durationSeconds\r\n",
        _ => "id,vehicle,kind,at,until,latitude,longitude,zone,speedKmh,limitKmh,value,what\r\n",
    };

    public string Foot => "";

    public void Write(StringBuilder text, string vehicle, Entry entry)
    {
        var csv = new CsvText(text);
        if (entry.Trip is { } trip) Write(csv, TripView.Of(vehicle, trip, isOver: true));
        if (entry.Stop is { } stop) Write(csv, StopView.Of(vehicle, stop, isOver: true));
        if (entry.Event is { } said) Write(csv, RecentRules.AlertOf(vehicle, said));
        csv.End();
    }

    private static void Write(CsvText csv, TripView trip) => csv
        .Text(trip.Id).Text(trip.Vehicle).Instant(trip.StartedAt).Instant(trip.EndedAt)
        .Degrees(trip.StartLatitude).Degrees(trip.StartLongitude).Degrees(trip.EndLatitude).Degrees(trip.EndLongitude)
        .Number(trip.DistanceMetres).Number(trip.DurationSeconds).Number(trip.AverageSpeedKmh).Number(trip.MaxSpeedKmh);

    private static void Write(CsvText csv, StopView stop) => csv
        .Text(stop.Id).Text(stop.Vehicle).Instant(stop.StartedAt).Instant(stop.EndedAt).Degrees(stop.Latitude).Degrees(stop.Longitude).Number(stop.DurationSeconds);

    private static void Write(CsvText csv, VehicleAlert said) => csv
        .Text(said.EventId).Text(said.Vehicle).Text(said.Kind).Instant(said.At).Instant(said.Until).Degrees(said.Latitude).Degrees(said.Longitude)
        .Text(said.Zone).Number(said.SpeedKmh).Number(said.LimitKmh).Number(said.Value).Text(said.What);
}
