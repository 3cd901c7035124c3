using Fleet.Contracts.VehicleTracking;

namespace Fleet.Simulator.Traffic;

/// <summary>A drive along consecutive cameras of a road, a speed a section.</summary>
/// <param name="Cameras">Cameras in driving order, at least two.</param>
/// <param name="Reached">Time from the first camera to each.</param>
/// <param name="SpeedingSections">Sections driven too fast.</param>
internal sealed record Drive(IReadOnlyList<Camera> Cameras, IReadOnlyList<TimeSpan> Reached, IReadOnlyList<int> SpeedingSections)
{
    public TimeSpan Duration => Reached[^1];

    public static Drive Along(Road road, int mostSections, bool speeding, Random random)
    {
        var first = random.Next(road.Cameras.Count - 1);
        var sections = 1 + random.Next(Math.Min(mostSections, road.Cameras.Count - 1 - first));
        var cameras = road.Cameras.Skip(first).Take(sections + 1).ToList();
        var surely = speeding ? random.Next(sections) : -1;
        var reached = new List<TimeSpan> { TimeSpan.Zero };
        var tooFast = new List<int>();
        for (var section = 0; section < sections; section++)
        {
            var fast = section == surely || (speeding && random.NextDouble() < 0.6);
            var speed = fast ? Speeds.Speeding(random, road.LimitKmh) : Speeds.Compliant(random, road.LimitKmh);
            if (fast)
                tooFast.Add(section);
            reached.Add(reached[^1] + Speeds.TravelTime(cameras[section + 1].OffsetMetres - cameras[section].OffsetMetres, speed));
        }

        return new Drive(cameras, reached, tooFast);
    }
}
