using Fleet.Contracts.VehicleTracking;

namespace Fleet.Tests.Simulation.Traffic;

/// <summary>What the devices of some vehicles report: every second or so, some of it minutes late.</summary>
internal static class Fixes
{
    public static IEnumerable<(Position Position, DateTimeOffset At)> Of(string vehicle, DateTimeOffset start, TimeSpan duration, Random random)
    {
        var (latitude, longitude) = (52 + random.NextDouble(), 5 + random.NextDouble());
        for (var instant = start; instant < start + duration; instant = instant.AddMilliseconds(random.Next(200, 3_000)))
        {
            (latitude, longitude) = (Math.Round(latitude + 0.0002, 6), Math.Round(longitude + 0.0001, 6));
            var late = random.NextDouble() < 0.05 ? random.Next(180) : random.NextDouble() * 2;
            yield return (new Position(vehicle, instant, latitude, longitude, random.Next(40, 130)), instant.AddSeconds(late));
        }
    }
}
