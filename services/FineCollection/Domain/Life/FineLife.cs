namespace Fleet.FineCollection.Domain.Life;

/// <summary>The life of a fine as a table of pure functions: state and command give another fine, or a named refusal.</summary>
public static class FineLife
{
    /// <summary>Carries out <paramref name="order"/>.</summary>
    /// <param name="fine">The fine as it is.</param>
    /// <param name="order">What to do.</param>
    /// <param name="law">The rules it lives under.</param>
    /// <param name="now">When it happens.</param>
    public static LifeOutcome Apply(Fine fine, FineOrder order, FineLaw law, DateTimeOffset now) =>
        new LifeOutcome.Refused("not_allowed", $"A fine that is {fine.State} does not allow it.", null, []);
}
