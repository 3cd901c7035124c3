namespace Fleet.VehicleTracking.SectionControl;

/// <summary>What is known of a plate: its passages until their section times out, in order of time.</summary>
/// <param name="Passages">Sorted by instant, then camera; no two with the same of both.</param>
public sealed record PlateState(IReadOnlyList<KeptPassage> Passages)
{
    public static PlateState Empty { get; } = new([]);
}

/// <summary>A passage that may still be one end of a section.</summary>
/// <param name="Camera">Where.</param>
/// <param name="InstantMs">When, Unix milliseconds.</param>
/// <param name="Lane">Lane, if the camera knew.</param>
/// <param name="Began">It is the entry of a violation already reported.</param>
/// <param name="Ended">It is the exit of a violation already reported.</param>
public sealed record KeptPassage(string Camera, long InstantMs, int? Lane = null, bool Began = false, bool Ended = false);
