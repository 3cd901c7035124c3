using Fleet.Contracts.FineCollection;

namespace Fleet.FineCollection.Domain.Life;

/// <summary>An objection stops all clocks in the same change.</summary>
public static class Objecting
{
    /// <summary>
    /// The recipient objects, once and in time. Who objects has got the notice: a fine that was only on its way counts as served on that day.
    /// </summary>
    public static LifeOutcome Object(Turn turn)
    {
        if (turn.Fine.Objection is not null) return turn.Refuse("already_decided", "An objection to this fine was decided before; there is no second one.");
        if (turn.Today > turn.Fine.Terms!.ObjectUntil)
            return turn.Refuse("too_late", FormattableString.Invariant($"The last day to object was {turn.Fine.Terms.ObjectUntil:yyyy-MM-dd}."));
        var served = turn.Fine.State == FineStates.Issued ? Serving.Served(turn.Fine, turn.Law, turn.Today, turn.Today) : turn.Fine;
        var after = served with
        {
            State = FineStates.Objected,
            Objection = new Objection(turn.Now, turn.Command<FineCommand.Object>().Grounds),
            Terms = served.Terms! with { Stopped = Phases.Stop(served, turn.Law, turn.Today) },
        };
        return turn.Change(after, null, new Told(FineEventTypes.Objected));
    }
}
