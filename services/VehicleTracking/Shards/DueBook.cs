using System.Text.Json.Serialization;

namespace Fleet.VehicleTracking.Shards;

/// <summary>
/// Says which plates or vehicles to look at when. Their ids are written to numbered parts of a minute, a state key each, so that
/// a busy minute does not make every save longer; the book itself holds only how many ids each minute has.
/// </summary>
/// <param name="Minutes">In rising order.</param>
public sealed record DueBook(IReadOnlyList<DueMinute> Minutes)
{
    public static DueBook Empty { get; } = new([]);

    /// <summary>Enters one more id for a minute, and says into which part it goes.</summary>
    public (DueBook Book, int Part) Add(long minute)
    {
        var minutes = Minutes.ToList();
        var at = minutes.FindIndex(entry => entry.Minute >= minute);
        if (at < 0) at = minutes.Count;
        if (at == minutes.Count || minutes[at].Minute != minute) minutes.Insert(at, new DueMinute(minute, 0));
        var part = minutes[at].Count / DuePart.Size;
        minutes[at] = minutes[at] with { Count = minutes[at].Count + 1 };
        return (new DueBook(minutes), part);
    }

    /// <summary>The part to sweep next: the last one of the first minute, if that is not after <paramref name="minute"/>.</summary>
    public (long Minute, int Part)? Next(long minute) =>
        Minutes is [var first, ..] && first.Minute <= minute ? (first.Minute, (first.Count - 1) / DuePart.Size) : null;

    /// <summary>The book when the part that <see cref="Next"/> named has been swept.</summary>
    public DueBook Done(int part) =>
        new(part == 0 ? Minutes.Skip(1).ToList() : [Minutes[0] with { Count = part * DuePart.Size }, .. Minutes.Skip(1)]);
}

/// <summary>A minute and how many ids are due in it.</summary>
public sealed record DueMinute(long Minute, [property: JsonPropertyName("plates")] int Count);

/// <summary>Some ids that are due in one minute.</summary>
public sealed record DuePart([property: JsonPropertyName("plates")] IReadOnlyList<string> Ids)
{
    /// <summary>How many ids a part takes.</summary>
    public const int Size = 200;

    public static DuePart Empty { get; } = new([]);
}
