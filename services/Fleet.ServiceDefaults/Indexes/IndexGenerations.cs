namespace Fleet.ServiceDefaults.Indexes;

/// <summary>How an index is built anew beside the one that is read: pure functions over its head.</summary>
internal static class IndexGenerations
{
    /// <summary>From now on changes go to both; what was half built before under another number is to be erased.</summary>
    public static IndexHead Begin(IndexHead head, int generation) => head switch
    {
        _ when head.Building == generation || head.Current >= generation => head,
        { Building: { } left } => Begun(head with { Old = [.. head.Old, left] }, generation),
        _ => Begun(head, generation),
    };

    /// <summary>The generation that was built is read from now on.</summary>
    public static IndexHead Switch(IndexHead head, int generation)
    {
        if (head.Current == generation) return head;
        if (head.Building != generation) throw new InvalidOperationException($"Generation {generation} is not being built.");
        return head with
        {
            Current = generation,
            Building = null,
            Old = [.. head.Old, head.Current],
            Totals = head.BuildingTotals,
            BuildingTotals = new Dictionary<string, long>(),
        };
    }

    private static IndexHead Begun(IndexHead head, int generation) =>
        head with { Building = generation, BuildingTotals = new Dictionary<string, long>() };
}
