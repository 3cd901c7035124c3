namespace Fleet.Simulator.Traffic;

/// <summary>The end of a journey.</summary>
/// <param name="Camera">The last camera.</param>
/// <param name="At">When the vehicle passed it.</param>
public readonly record struct Arrival(string Camera, DateTimeOffset At);

/// <summary>Where and when vehicles arrived lately, by plate.</summary>
internal sealed class ArrivalBook(IReadOnlyDictionary<string, IReadOnlyList<Arrival>>? before = null)
{
    // Longer than the drive to any next camera takes within the limit.
    private static readonly TimeSpan Kept = TimeSpan.FromHours(1);

    private readonly Dictionary<string, List<Arrival>> byPlate =
        (before ?? new Dictionary<string, IReadOnlyList<Arrival>>()).ToDictionary(pair => pair.Key, pair => pair.Value.ToList(), StringComparer.Ordinal);

    /// <summary>The arrivals of a vehicle, oldest first.</summary>
    public IReadOnlyList<Arrival> Of(string plate) => byPlate.TryGetValue(plate, out var arrivals) ? arrivals : [];

    /// <summary>Notes an arrival and forgets those that lie too far back to matter.</summary>
    public void Add(string plate, Arrival arrival)
    {
        if (!byPlate.TryGetValue(plate, out var arrivals))
            byPlate[plate] = arrivals = [];
        arrivals.RemoveAll(earlier => earlier.At < arrival.At - Kept);
        arrivals.Add(arrival);
    }

    /// <summary>A copy of all.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<Arrival>> Copy() =>
        byPlate.ToDictionary(pair => pair.Key, IReadOnlyList<Arrival> (pair) => [.. pair.Value], StringComparer.Ordinal);
}
