namespace Fleet.FineCollection.Domain.Life;

/// <summary>The life of a fine as a table of pure functions: state and command give another fine, or a named refusal.</summary>
public static class FineLife
{
    /// <summary>Carries out <paramref name="order"/>, as <see cref="LifeTable"/> says.</summary>
    /// <param name="fine">The fine as it is.</param>
    /// <param name="order">What to do. An order whose cause the fine knows was carried out before.</param>
    /// <param name="law">The rules it lives under.</param>
    /// <param name="now">When it happens.</param>
    public static LifeOutcome Apply(Fine fine, FineOrder order, FineLaw law, DateTimeOffset now)
    {
        if (Trail.Knows(fine, order.Cause)) return new LifeOutcome.Unchanged();
        var turn = new Turn(Complete(fine, law), order, law, now);
        var cell = LifeTable.Of(fine.State, CommandNames.Of(order.Command));
        return cell.Do is { } function ? function(turn) : turn.Refuse(cell.Refusal!, Refusals.Text(cell.Refusal!));
    }

    /// <summary>A fine that was set before charges and terms were kept gets both, by its tariff.</summary>
    private static Fine Complete(Fine fine, FineLaw law)
    {
        if (fine.State == FineStates.Referred || (fine.Terms is not null && fine.Charges is not null)) return fine;
        var decidedOn = law.LocalDate(fine.DecidedAt);
        var terms = fine.Terms ?? FirstTerms.Of(law, fine.State, decidedOn);
        var claim = Claim.Booked(fine.Ledger);
        var completed = fine with { Terms = terms, Charges = fine.Charges ?? new Charges(claim.Penalty, claim.Fees, []) };
        return completed with { Terms = terms with { NextStepAt = Clock.NextStep(completed, law) } };
    }
}
