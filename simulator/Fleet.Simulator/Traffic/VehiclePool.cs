using Fleet.Contracts.VehicleTracking;

namespace Fleet.Simulator.Traffic;

/// <summary>
/// The vehicles of a run. A vehicle is at one place at a time: it starts again only after it arrived, and it does not
/// come from the end of one journey to the camera that follows it in less time than the limit allows. Section control
/// would be right to see a violation there that no journey is meant to lead to.
/// </summary>
internal sealed class VehiclePool
{
    private readonly Queue<string> plates;
    private readonly ArrivalBook arrivals;
    private readonly HashSet<string> registered;

    public VehiclePool(IEnumerable<string> plates, int most, int seed, IReadOnlyDictionary<string, IReadOnlyList<Arrival>> arrivals)
    {
        var all = plates.Order(StringComparer.Ordinal).ToArray();
        new Random(seed).Shuffle(all);
        registered = new HashSet<string>(all, StringComparer.Ordinal);
        this.plates = new Queue<string>(all.Take(most));
        this.arrivals = new ArrivalBook(arrivals);
    }

    /// <summary>A vehicle that can drive so on <paramref name="road"/> and arrive at <paramref name="end"/>; null when there is none.</summary>
    public string? Take(Road road, Drive drive, DateTimeOffset end)
    {
        for (var tries = plates.Count; tries > 0; tries--)
        {
            var plate = plates.Dequeue();
            plates.Enqueue(plate);
            if (arrivals.Of(plate).Any(arrival => Hinders(arrival, road, drive, end)))
                continue;
            arrivals.Add(plate, new Arrival(drive.Cameras[^1].Id, end));
            return plate;
        }

        return null;
    }

    /// <summary>A plate that no one registered.</summary>
    public string Unowned(string run, int index)
    {
        var plate = $"ZQ{run}{index:D4}";
        return registered.Contains(plate) ? plate + "X" : plate;
    }

    private static int IndexOf(IReadOnlyList<Camera> cameras, string id) => cameras.ToList().FindIndex(camera => camera.Id == id);

    private static bool Hinders(Arrival arrival, Road road, Drive drive, DateTimeOffset end)
    {
        var start = end - drive.Duration;
        if (arrival.At >= start)
            return true;
        var left = IndexOf(road.Cameras, arrival.Camera);
        if (left < 0 || left + 1 == road.Cameras.Count)
            return false;
        var (from, to) = (road.Cameras[left], road.Cameras[left + 1]);
        var reached = IndexOf(drive.Cameras, to.Id);
        return reached >= 0 && start + drive.Reached[reached] <= arrival.At + Speeds.TravelTime(to.OffsetMetres - from.OffsetMetres, road.LimitKmh);
    }
}
