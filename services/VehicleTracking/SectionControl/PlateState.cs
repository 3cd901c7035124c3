namespace Fleet.VehicleTracking.SectionControl;

/// <summary>What is known of a plate: its passages until their section times out, in order of time.</summary>
/// <param name="Passages">Sorted by instant, then camera; no two with the same of both.</param>
public sealed record PlateState(IReadOnlyList<KeptPassage> Passages)
{
    public static PlateState Empty { get; } = new([]);
}

/// <summary>A passage that may still be one end of a leg.</summary>
/// <param name="Camera">Where.</param>
/// <param name="InstantMs">When by the camera's clock, Unix milliseconds.</param>
/// <param name="Lane">Lane, if the camera knew.</param>
/// <param name="Began">It is the entry of a violation already reported.</param>
/// <param name="Ended">It is the exit of a violation already reported.</param>
/// <param name="Decided">The traversal that it belongs to has had its violation.</param>
/// <param name="VehicleClass">Class, if the camera knew.</param>
/// <param name="Confidence">How sure the camera was of the plate.</param>
/// <param name="Uuid">The camera's own id of the report.</param>
/// <param name="Confirmed">A person has confirmed the plate.</param>
/// <param name="DueMinute">Unix minute in which it times out, by the road as it was when it came; null in what an older version stored.</param>
public sealed record KeptPassage(
    string Camera,
    long InstantMs,
    int? Lane = null,
    bool Began = false,
    bool Ended = false,
    bool Decided = false,
    string? VehicleClass = null,
    double? Confidence = null,
    string? Uuid = null,
    bool Confirmed = false,
    long? DueMinute = null);
