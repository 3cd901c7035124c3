namespace Fleet.ServiceDefaults.Indexes;

/// <summary>Where a row stands in every list: by instant, and by id where instants are equal. It never changes for a row.</summary>
/// <param name="At">UTC instant that lists are ordered by.</param>
/// <param name="Id">Id of the row.</param>
public sealed record IndexKey(DateTimeOffset At, string Id)
{
    /// <summary>Negative when <paramref name="left"/> is the older.</summary>
    public static int Compare(IndexKey left, IndexKey right)
    {
        var byInstant = left.At.UtcTicks.CompareTo(right.At.UtcTicks);
        return byInstant != 0 ? byInstant : string.CompareOrdinal(left.Id, right.Id);
    }
}
