using Fleet.Contracts.VehicleTracking;
using Fleet.Simulator.Traffic;
using Fleet.VehicleRegistry.Domain;

namespace Fleet.Tests.Simulation.Traffic;

/// <summary>The vehicles on the roads, and what must come of them if every passage is taken; every vehicle drives once.</summary>
internal sealed class Journeys
{
    private const double PerSecond = 0.35;
    private const int StrangersInAHundred = 8;
    private readonly List<Journey> journeys;
    private readonly IReadOnlyDictionary<string, Road> roads;
    private readonly DateTimeOffset start;

    public Journeys(int seed, IReadOnlyList<Road> roads, DateTimeOffset start, TimeSpan duration)
    {
        var settings = new TrafficSettings { Seed = seed, Vehicles = int.MaxValue, JourneysPerSecond = PerSecond, OutOfOrder = 0.2, NeverLeaving = 0.1, MostSections = 3 };
        this.start = start;
        this.roads = roads.ToDictionary(road => road.Id, StringComparer.Ordinal);
        journeys = [.. new TrafficPlan(settings, roads, Plates(), start, new Dictionary<string, IReadOnlyList<Arrival>>()).Journeys()
            .TakeWhile(journey => journey.Passages[^1].Instant < start + duration)];
    }

    /// <summary>Passages and when the cameras tell of them: as they happen, some a minute late.</summary>
    public IEnumerable<(Passage Passage, DateTimeOffset At)> Passages(Random random) => journeys
        .SelectMany(journey => journey.Passages.Select(passage => (
            new Passage(passage.Camera, journey.Plate, passage.Instant, passage.Lane),
            Later(passage.Instant, start).AddSeconds(random.NextDouble() < 0.15 ? random.Next(60) : random.NextDouble() * 3))));

    /// <summary>Ids of the violations that must exist once these passages are taken.</summary>
    public IReadOnlySet<string> Violations(Func<string, string, long, bool> isTaken) => journeys
        .SelectMany(journey => journey.ExpectedViolations()
            .Where(violation => IsTaken(journey, violation.Section, isTaken) && IsTaken(journey, violation.Section + 1, isTaken))
            .Select(violation => violation.ViolationId))
        .ToHashSet(StringComparer.Ordinal);

    /// <summary>Plate and last camera of the vehicles that never left.</summary>
    public IReadOnlySet<(string Plate, string Camera)> Lost => journeys
        .Where(journey => journey.Passages[^1].Camera != roads[journey.RoadId].Cameras[^1].Id)
        .Select(journey => (journey.Plate, journey.Passages[^1].Camera))
        .ToHashSet();

    /// <summary>Some plate that may be on the road in a run of this seed.</summary>
    public static string PlateOf(int seed, int number) => InventedRegistry.Vehicles[Math.Abs(seed + number) % InventedRegistry.Size].Plate;

    private static bool IsTaken(Journey journey, int passage, Func<string, string, long, bool> isTaken) =>
        isTaken(journey.Passages[passage].Camera, journey.Plate, journey.Passages[passage].Instant.ToUnixTimeMilliseconds());

    private static DateTimeOffset Later(DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;

    // Some have no owner that anybody knows.
    private static List<string> Plates() =>
        [.. InventedRegistry.Vehicles.Select((vehicle, index) => index % 100 < StrangersInAHundred ? "XX" + vehicle.Plate : vehicle.Plate)];
}
