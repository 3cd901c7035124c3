using Fleet.Contracts.VehicleTracking;

namespace Fleet.Simulator.Traffic;

/// <summary>
/// All journeys of a run, decided by the seed. A journey ends at its moment of the run; its first passages lie as far
/// in the past as the drive took, so that a section of many kilometres needs no waiting.
/// </summary>
public sealed class TrafficPlan
{
    private static readonly TimeSpan BetweenCameras = TimeSpan.FromMilliseconds(400);

    private readonly TrafficSettings settings;
    private readonly IReadOnlyList<Road> roads;
    private readonly VehiclePool pool;
    private readonly DateTimeOffset start;
    private readonly string run;

    /// <summary>Plans traffic from <paramref name="start"/> on.</summary>
    /// <param name="settings">How much, of what kind, and the seed.</param>
    /// <param name="roads">Roads with cameras; those are driven on where every leg between neighbours is measured for itself, under one limit and by exact clocks.</param>
    /// <param name="plates">Registered vehicles with an owner.</param>
    /// <param name="start">Start of the run.</param>
    /// <param name="arrivals">Where earlier runs left vehicles, by plate.</param>
    public TrafficPlan(TrafficSettings settings, IReadOnlyList<Road> roads, IReadOnlyList<string> plates, DateTimeOffset start, IReadOnlyDictionary<string, IReadOnlyList<Arrival>> arrivals)
    {
        this.settings = settings;
        this.roads = [.. roads.Where(IsPredictable).OrderBy(road => road.Id, StringComparer.Ordinal)];
        this.start = DateTimeOffset.FromUnixTimeMilliseconds(start.ToUnixTimeMilliseconds());
        run = (this.start.ToUnixTimeSeconds() % 1000).ToString("D3", System.Globalization.CultureInfo.InvariantCulture);
        pool = new VehiclePool(plates, settings.Vehicles, settings.Seed, arrivals);
    }

    /// <summary>The journeys in the order in which they end; there is no last one.</summary>
    public IEnumerable<Journey> Journeys()
    {
        for (var index = 0; roads.Count > 0; index++)
            yield return Plan(index, new Random(unchecked((settings.Seed * 1_000_003) ^ index)));
    }

    // Under another law what comes of a drive depends on the drives around it, and under other limits on the hour: there nobody drives.
    private static bool IsPredictable(Road road) =>
        road.Cameras.Count > 1
        && (road.Cameras.Count == 2 || road.Law == RoadLaws.EachLeg)
        && road is { Legs: null or { Count: 0 }, Limits: null or { Count: 0 } }
        && road.Cameras.All(camera => camera is { ClockOffsetMs: null or 0, ClockUncertaintyMs: null or 0 });

    private Journey Plan(int index, Random random)
    {
        var end = start + TimeSpan.FromMilliseconds(Math.Floor((index + random.NextDouble()) / settings.JourneysPerSecond * 1000));
        var road = roads[random.Next(roads.Count)];
        var kind = random.NextDouble();
        var unowned = kind < settings.Unowned + settings.NeverLeaving;
        var speeding = !unowned && kind < settings.Unowned + settings.NeverLeaving + settings.Speeders;
        var drive = Drive.Along(road, settings.MostSections, speeding, random);
        var plate = unowned ? null : pool.Take(road, drive, end);

        // With every vehicle under way a stranger drives instead, within the limit.
        if (plate is null && speeding)
            drive = Drive.Along(road, settings.MostSections, speeding: false, random);
        plate ??= pool.Unowned(run, index);
        var passages = Passages(plate, drive, end, random.NextDouble() < settings.OutOfOrder, random);
        if (kind < settings.NeverLeaving)
            passages = [.. passages.Take(passages.Count - 1)];
        return new Journey($"{start.ToUnixTimeMilliseconds()}-{index}", plate, road.Id, passages, drive.SpeedingSections);
    }

    private static List<PlannedPassage> Passages(string plate, Drive drive, DateTimeOffset end, bool outOfOrder, Random random)
    {
        var asRead = random.NextDouble() < 0.05 ? plate.ToLowerInvariant() : plate;
        var lane = random.Next(1, 4);
        var last = drive.Cameras.Count - 1;
        var passages = new List<PlannedPassage>();
        for (var i = 0; i <= last; i++)
        {
            var sendAt = end - (BetweenCameras * (outOfOrder ? i : last - i));
            passages.Add(new PlannedPassage(drive.Cameras[i].Id, asRead, end - drive.Duration + drive.Reached[i], lane, sendAt));
        }

        return passages;
    }
}
