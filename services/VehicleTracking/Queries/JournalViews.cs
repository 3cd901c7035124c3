using Fleet.VehicleTracking.Motion;

namespace Fleet.VehicleTracking.Queries;

/// <summary>A trip as it is listed.</summary>
/// <param name="Id">Derived from the vehicle and when it began.</param>
/// <param name="Vehicle">Id of the vehicle.</param>
/// <param name="IsOver">False while it lasts: its end is then the newest position.</param>
/// <param name="StartedAt">When it began, UTC.</param>
/// <param name="EndedAt">When it ended, UTC.</param>
/// <param name="StartLatitude">WGS 84 degrees.</param>
/// <param name="StartLongitude">WGS 84 degrees.</param>
/// <param name="EndLatitude">WGS 84 degrees.</param>
/// <param name="EndLongitude">WGS 84 degrees.</param>
/// <param name="DistanceMetres">What the odometer gained.</param>
/// <param name="DurationSeconds">From start to end.</param>
/// <param name="AverageSpeedKmh">Distance by duration.</param>
/// <param name="MaxSpeedKmh">Highest speed of a position in it.</param>
internal sealed record TripView(
    string Id,
    string Vehicle,
    bool IsOver,
    DateTimeOffset StartedAt,
    DateTimeOffset EndedAt,
    double StartLatitude,
    double StartLongitude,
    double EndLatitude,
    double EndLongitude,
    double DistanceMetres,
    double DurationSeconds,
    double AverageSpeedKmh,
    double MaxSpeedKmh)
{
    public static TripView Of(string vehicle, Trip trip, bool isOver)
    {
        var seconds = (trip.EndMs - trip.StartMs) / 1_000.0;
        return new TripView(
            trip.Id, vehicle, isOver, DateTimeOffset.FromUnixTimeMilliseconds(trip.StartMs), DateTimeOffset.FromUnixTimeMilliseconds(trip.EndMs),
            trip.StartLatitude, trip.StartLongitude, trip.EndLatitude, trip.EndLongitude,
            Math.Round(trip.DistanceMetres, 1), seconds, seconds > 0 ? Math.Round(trip.DistanceMetres / seconds * 3.6, 2) : 0, Math.Round(trip.MaxSpeedKmh, 2));
    }
}

/// <summary>A stop as it is listed.</summary>
/// <param name="Id">Derived from the vehicle and when it began.</param>
/// <param name="Vehicle">Id of the vehicle.</param>
/// <param name="IsOver">False while it lasts: its end is then the newest position.</param>
/// <param name="StartedAt">When it began, UTC.</param>
/// <param name="EndedAt">When it ended, UTC.</param>
/// <param name="Latitude">WGS 84 degrees.</param>
/// <param name="Longitude">WGS 84 degrees.</param>
/// <param name="DurationSeconds">From start to end.</param>
internal sealed record StopView(
    string Id, string Vehicle, bool IsOver, DateTimeOffset StartedAt, DateTimeOffset EndedAt, double Latitude, double Longitude, double DurationSeconds)
{
    public static StopView Of(string vehicle, Stop stop, bool isOver) => new(
        stop.Id, vehicle, isOver, DateTimeOffset.FromUnixTimeMilliseconds(stop.StartMs), DateTimeOffset.FromUnixTimeMilliseconds(stop.EndMs),
        stop.Latitude, stop.Longitude, (stop.EndMs - stop.StartMs) / 1_000.0);
}
