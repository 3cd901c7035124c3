namespace Fleet.FineCollection.Fines;

/// <summary>
/// Remembers the answers of the last requests with an idempotency key. What is forgotten is still not done twice: the id of a command follows from
/// its key, and stands in the trail for good.
/// </summary>
public static class OnceMarks
{
    /// <summary>Most answers that a fine remembers.</summary>
    public const int Most = 50;

    /// <summary>The marks with one more; the oldest gives way, and its place is used again.</summary>
    public static IReadOnlyList<OnceMark> Add(IReadOnlyList<OnceMark>? marks, string key, string request)
    {
        var known = marks ?? [];
        var slot = known.Count < Most ? known.Count : known[0].Slot;
        return [.. known.Skip(known.Count - Most + 1 > 0 ? 1 : 0), new OnceMark(key, request, slot)];
    }
}
