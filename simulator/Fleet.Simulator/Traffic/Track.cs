using Fleet.Contracts.VehicleTracking;

namespace Fleet.Simulator.Traffic;

/// <summary>Where a vehicle was on its journey. Follows from the journey and the road alone.</summary>
public static class Track
{
    /// <summary>The positions that the vehicle's device reports, oldest first.</summary>
    public static IEnumerable<Position> Of(Journey journey, Road road, TimeSpan every)
    {
        var cameras = road.Cameras.ToDictionary(camera => camera.Id, StringComparer.Ordinal);
        var passages = journey.Passages;
        for (var section = 0; section + 1 < passages.Count; section++)
        {
            var (from, to) = (passages[section], passages[section + 1]);
            var (here, there) = (cameras[from.Camera], cameras[to.Camera]);
            var time = to.Instant - from.Instant;
            var speed = (there.OffsetMetres - here.OffsetMetres) / time.TotalHours / 1000;
            for (var passed = TimeSpan.Zero; passed < time; passed += every)
                yield return At(journey.Plate, from.Instant + passed, here, there, passed / time, speed);
        }
    }

    private static Position At(string vehicle, DateTimeOffset instant, Camera here, Camera there, double share, double speedKmh)
    {
        var (north, east) = (there.Latitude - here.Latitude, there.Longitude - here.Longitude);
        var heading = Math.Atan2(east * Math.Cos(here.Latitude * Math.PI / 180), north) * 180 / Math.PI;
        return new Position(
            vehicle,
            instant,
            Math.Round(here.Latitude + (north * share), 6),
            Math.Round(here.Longitude + (east * share), 6),
            Math.Round(speedKmh, 1),
            Math.Round(heading < 0 ? heading + 360 : heading, 1) % 360,
            5);
    }
}
