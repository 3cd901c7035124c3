using Fleet.Contracts.VehicleTracking;
using Fleet.VehicleTracking.Zones;

namespace Fleet.Tests.Benchmarks;

/// <summary>One lookup of the zones at a place, for vehicles that drive, with ten zones and with ten thousand in the same 50 by 50 kilometres.</summary>
internal static class ZonesBenchmark
{
    private const int Vehicles = 1_000;
    private const int Lookups = 1_000_000;
    private const double Budget = 1_000;

    public static Task RunAsync(CancellationToken cancellationToken)
    {
        var few = Nanoseconds(10);
        var many = Nanoseconds(10_000);
        Figures.AtMost("zones at a place, 10 zones", few, Budget, "ns");
        Figures.AtMost("zones at a place, 10,000 zones", many, Budget, "ns");
        Figures.Ratio("10,000 zones against 10", many, few);
        return Task.CompletedTask;
    }

    private static double Nanoseconds(int zones)
    {
        var random = new Random(20260501);
        var time = TimeProvider.System;
        var begin = time.GetTimestamp();
        var index = new ZoneIndex([.. Enumerable.Range(0, zones).Select(i => new ZoneVersion(Zone(i, random), 1, DateTimeOffset.UnixEpoch))]);
        Console.WriteLine($"index of {zones} zones built in {time.GetElapsedTime(begin).TotalMilliseconds:N0} ms");
        Look(index, random);
        var (bytes, start) = (GC.GetAllocatedBytesForCurrentThread(), time.GetTimestamp());
        var found = Look(index, random);
        var elapsed = time.GetElapsedTime(start);
        Console.WriteLine($"{(double)found / Lookups:N2} zones and {(GC.GetAllocatedBytesForCurrentThread() - bytes) / Lookups} bytes a lookup");
        return elapsed.TotalNanoseconds / Lookups;
    }

    private static long Look(ZoneIndex index, Random random)
    {
        var found = 0L;
        var places = Enumerable.Range(0, Vehicles).Select(_ => Place(random)).ToArray();
        for (var i = 0; i < Lookups; i++)
        {
            ref var place = ref places[i % Vehicles];
            place = new LonLat(place.Longitude + 0.0001, place.Latitude + 0.0001);
            found += index.At(place.Latitude, place.Longitude, 0).Count;
        }

        return found;
    }

    // A third each: circles of 200 m, polygons of 50 places and corridors of 5 km.
    private static Zone Zone(int number, Random random)
    {
        var center = Place(random);
        var geometry = (number % 3) switch
        {
            0 => new ZoneGeometry(Circle: new ZoneCircle(center, 200)),
            1 => new ZoneGeometry(Polygon: [Ring(center)]),
            _ => new ZoneGeometry(Corridor: new ZoneCorridor([.. Enumerable.Range(0, 50).Select(i => new LonLat(center.Longitude + (i * 0.001), center.Latitude + (Math.Sin(i) / 1e4)))], 20)),
        };
        return new Zone($"zone-{number}", "Zone", geometry);
    }

    private static LonLat[] Ring(LonLat center)
    {
        var places = Enumerable.Range(0, 49).Select(i => Math.SinCos(2 * Math.PI * i / 49)).Select(turn => new LonLat(center.Longitude + (turn.Cos / 400), center.Latitude + (turn.Sin / 400))).ToList();
        return [.. places, places[0]];
    }

    private static LonLat Place(Random random) => new(5 + (random.NextDouble() * 0.73), 52 + (random.NextDouble() * 0.45));
}
