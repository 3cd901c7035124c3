using Fleet.Contracts;
using Fleet.Contracts.VehicleTracking;

namespace Fleet.VehicleTracking.SectionControl;

/// <summary>Passages of a shard that are held because the camera was not sure of the plate, oldest first.</summary>
/// <param name="Passages">Those that wait, and those that were confirmed or dismissed, until their section times out.</param>
public sealed record HeldBook(IReadOnlyList<HeldPassage> Passages)
{
    /// <summary>How many a shard holds; beyond that the oldest is given up.</summary>
    public const int Most = 500;

    public static HeldBook Empty { get; } = new([]);

    /// <summary>When something in it times out next, in Unix minutes; 0 when it is empty.</summary>
    public long DueMinute => Passages.Count == 0 ? 0 : Passages.Min(held => held.DueMinute);

    public HeldPassage? Find(string id) => Passages.FirstOrDefault(held => held.Id == id);

    /// <summary>The book with one more; of too many the oldest goes.</summary>
    public HeldBook Add(HeldPassage held) => new([.. Passages.Skip(Math.Max(0, Passages.Count - Most + 1)), held]);

    /// <summary>Forgets the passage of an id, but not that it was there: sent again it is a duplicate.</summary>
    public HeldBook Close(string id) => new([.. Passages.Select(held => held.Id == id ? held with { Passage = null } : held)]);

    /// <summary>The book without what has timed out by <paramref name="minute"/>.</summary>
    public HeldBook After(long minute) => new([.. Passages.Where(held => held.DueMinute > minute)]);

    /// <summary>The id of a held passage: one reading of one camera.</summary>
    public static string IdOf(Passage passage) => DerivedId.Of(
        "hld", passage.Camera, passage.Plate, passage.Instant.ToUnixTimeMilliseconds().ToString(System.Globalization.CultureInfo.InvariantCulture));
}

/// <summary>A passage that waits for a person.</summary>
/// <param name="Id">Derived from camera, plate and instant.</param>
/// <param name="HeldAtMs">Since when it waits, Unix milliseconds.</param>
/// <param name="DueMinute">Unix minute in which its section times out and it is erased.</param>
/// <param name="Passage">What the camera read; null once it was confirmed or dismissed.</param>
public sealed record HeldPassage(string Id, long HeldAtMs, long DueMinute, Passage? Passage);
