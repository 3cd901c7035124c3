namespace Fleet.VehicleTracking.Evidence;

/// <summary>How many violations a shard found on which day. They are listed in numbered parts of a day, a state key each.</summary>
/// <param name="Days">In rising order.</param>
public sealed record ViolationBook(IReadOnlyList<ViolationDay> Days)
{
    public static ViolationBook Empty { get; } = new([]);

    /// <summary>The book with one more on <paramref name="day"/> (or on its last day, if that is later).</summary>
    public ViolationBook Add(long day) => Days is [.., var last] && last.Day >= day
        ? new([.. Days.SkipLast(1), last with { Count = last.Count + 1 }])
        : new([.. Days, new ViolationDay(day, 1)]);
}

/// <summary>A UTC day (days since 1970) and how many violations were found on it.</summary>
public sealed record ViolationDay(long Day, int Count);

/// <summary>Some violations in the order in which they were found.</summary>
public sealed record ViolationPart(IReadOnlyList<ViolationEntry> Entries)
{
    /// <summary>How many a part takes.</summary>
    public const int Size = 100;

    public static ViolationPart Empty { get; } = new([]);
}

/// <summary>Where in the book the violations of one plate stand, so that nobody reads all of it for them.</summary>
/// <param name="Count">How many there are.</param>
/// <param name="Parts">The parts that hold them, in rising order.</param>
public sealed record PlateViolations(int Count, IReadOnlyList<ViolationPlace> Parts)
{
    public static PlateViolations Empty { get; } = new(0, []);

    public PlateViolations Add(ViolationPlace place) => new(Count + 1, Parts is [.., var last] && last == place ? Parts : [.. Parts, place]);

    public PlateViolations Without(ViolationPlace place, int violations) => new(Count - violations, [.. Parts.Where(part => part != place)]);
}

/// <summary>A part of a day.</summary>
public sealed record ViolationPlace(long Day, int Part);

/// <summary>What a list needs to know of a violation in order to choose it.</summary>
/// <param name="Id">Its id.</param>
/// <param name="DecidedMs">When it was found, Unix milliseconds.</param>
/// <param name="Plate">Normalised number plate.</param>
/// <param name="RoadId">Id of the road.</param>
/// <param name="LeftMs">When the vehicle left the leg, Unix milliseconds.</param>
public sealed record ViolationEntry(string Id, long DecidedMs, string Plate, string RoadId, long LeftMs);

/// <summary>Which violations are wanted: found before a moment, newest first.</summary>
/// <param name="BeforeMs">Found before this, Unix milliseconds,</param>
/// <param name="BeforeId">or then and with a lower id.</param>
/// <param name="Limit">How many at most.</param>
/// <param name="Plate">Only of this plate.</param>
/// <param name="RoadId">Only on this road.</param>
/// <param name="FromMs">Only of vehicles that left the leg then or later.</param>
/// <param name="ToMs">Only of vehicles that left the leg before.</param>
public sealed record ViolationQuery(
    long BeforeMs, string BeforeId, int Limit, string? Plate = null, string? RoadId = null, long FromMs = long.MinValue, long ToMs = long.MaxValue)
{
    public bool Wants(ViolationEntry entry) =>
        (Plate is null || entry.Plate == Plate) && (RoadId is null || entry.RoadId == RoadId) && entry.LeftMs >= FromMs && entry.LeftMs < ToMs;

    public bool IsBefore(ViolationEntry entry) =>
        entry.DecidedMs < BeforeMs || (entry.DecidedMs == BeforeMs && string.CompareOrdinal(entry.Id, BeforeId) < 0);
}
