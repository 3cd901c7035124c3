namespace Fleet.VehicleTracking.Retention;

/// <summary>
/// The UTC days of which a vehicle has something in the store, so that nobody has to look for them. It is written when a day
/// gets its first segment or its first journal entry, and when a day is erased.
/// </summary>
/// <param name="Positions">Days with segments, in rising order.</param>
/// <param name="Journal">Days with a journal, in rising order.</param>
public sealed record KeptDays(IReadOnlyList<long> Positions, IReadOnlyList<long> Journal)
{
    public static KeptDays Empty { get; } = new([], []);

    public bool IsEmpty => Positions.Count + Journal.Count == 0;

    public KeptDays WithPositions(long day) => this with { Positions = With(Positions, day) };

    public KeptDays WithJournal(long day) => this with { Journal = With(Journal, day) };

    public KeptDays WithoutFirstPositions() => this with { Positions = [.. Positions.Skip(1)] };

    public KeptDays WithoutFirstJournal() => this with { Journal = [.. Journal.Skip(1)] };

    private static IReadOnlyList<long> With(IReadOnlyList<long> days, long day)
    {
        var place = days.Count;
        while (place > 0 && days[place - 1] > day) place--;
        return place > 0 && days[place - 1] == day ? days : [.. days.Take(place), day, .. days.Skip(place)];
    }
}
