namespace Fleet.VehicleTracking.Replays;

/// <summary>How many there are of one kind, and how many would be otherwise.</summary>
/// <param name="Before">Decided, or pending.</param>
/// <param name="After">There would be.</param>
/// <param name="New">Of these, not there before.</param>
/// <param name="Gone">Of those before, no longer there.</param>
/// <param name="Different">There before and after, with another speed, limit, tolerance, leg or time.</param>
public sealed record KindTotals(long Before = 0, long After = 0, long New = 0, long Gone = 0, long Different = 0);

/// <summary>All that a replay has compared.</summary>
public sealed record ReplayTotals(KindTotals Violations, KindTotals Overspeeds, KindTotals Corridors)
{
    public static ReplayTotals Empty { get; } = new(new KindTotals(), new KindTotals(), new KindTotals());

    /// <summary>The totals with one more vehicle.</summary>
    public ReplayTotals With(IReadOnlyList<Finding> before, IReadOnlyList<Finding> after, IReadOnlyList<Difference> differences) => new(
        With(Violations, FindingKinds.Violation, before, after, differences),
        With(Overspeeds, FindingKinds.Overspeed, before, after, differences),
        With(Corridors, FindingKinds.Corridor, before, after, differences));

    private static KindTotals With(KindTotals totals, string kind, IReadOnlyList<Finding> before, IReadOnlyList<Finding> after, IReadOnlyList<Difference> differences)
    {
        return new KindTotals(
            totals.Before + Ids(before), totals.After + Ids(after),
            totals.New + Changes(DifferenceKinds.New), totals.Gone + Changes(DifferenceKinds.Gone), totals.Different + Changes(DifferenceKinds.Different));

        int Ids(IReadOnlyList<Finding> findings) => findings.Where(finding => finding.Kind == kind).Select(finding => finding.Id).Distinct(StringComparer.Ordinal).Count();
        int Changes(string change) => differences.Count(difference => difference.Kind == kind && difference.Change == change);
    }
}

/// <summary>What was there to be replayed.</summary>
/// <param name="PassagesStored">Passages of the span whose section has not timed out.</param>
/// <param name="PassagesInEvidence">Further ones that are kept in the evidence of violations.</param>
/// <param name="Positions">Positions of the span that were not later than the window.</param>
/// <param name="EarliestPassageAt">The earliest of the passages; null without any.</param>
/// <param name="EarliestPositionAt">The earliest of the positions; null without any.</param>
public sealed record ReplayCoverage(
    long PassagesStored = 0, long PassagesInEvidence = 0, long Positions = 0, DateTimeOffset? EarliestPassageAt = null, DateTimeOffset? EarliestPositionAt = null)
{
    public static ReplayCoverage operator +(ReplayCoverage left, ReplayCoverage right) => new(
        left.PassagesStored + right.PassagesStored,
        left.PassagesInEvidence + right.PassagesInEvidence,
        left.Positions + right.Positions,
        Earlier(left.EarliestPassageAt, right.EarliestPassageAt),
        Earlier(left.EarliestPositionAt, right.EarliestPositionAt));

    private static DateTimeOffset? Earlier(DateTimeOffset? one, DateTimeOffset? other) => one is null || other < one ? other ?? one : one;
}
