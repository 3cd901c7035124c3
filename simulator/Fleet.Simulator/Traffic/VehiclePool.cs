namespace Fleet.Simulator.Traffic;

/// <summary>The vehicles of a run. A vehicle is at one place at a time: it starts again only after it arrived.</summary>
internal sealed class VehiclePool
{
    private readonly Queue<string> _plates;
    private readonly Dictionary<string, DateTimeOffset> _freeFrom;
    private readonly HashSet<string> _registered;

    public VehiclePool(IEnumerable<string> plates, int most, int seed, IReadOnlyDictionary<string, DateTimeOffset> lastSeen)
    {
        var all = plates.Order(StringComparer.Ordinal).ToArray();
        new Random(seed).Shuffle(all);
        _registered = new HashSet<string>(all, StringComparer.Ordinal);
        _plates = new Queue<string>(all.Take(most));
        _freeFrom = new Dictionary<string, DateTimeOffset>(lastSeen, StringComparer.Ordinal);
    }

    /// <summary>A vehicle that can be on the road from <paramref name="start"/> on; null when all are under way.</summary>
    public string? Take(DateTimeOffset start, DateTimeOffset end)
    {
        for (var tries = _plates.Count; tries > 0; tries--)
        {
            var plate = _plates.Dequeue();
            _plates.Enqueue(plate);
            if (_freeFrom.TryGetValue(plate, out var free) && free >= start)
                continue;
            _freeFrom[plate] = end;
            return plate;
        }

        return null;
    }

    /// <summary>A plate that no one registered.</summary>
    public string Unowned(string run, int index)
    {
        var plate = $"ZQ{run}{index:D4}";
        return _registered.Contains(plate) ? plate + "X" : plate;
    }
}
