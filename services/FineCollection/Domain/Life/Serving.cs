using Fleet.Contracts.FineCollection;

namespace Fleet.FineCollection.Domain.Life;

/// <summary>The notice reached the recipient, or counts as if it had.</summary>
public static class Serving
{
    /// <summary>The owner was found: the notice goes out, with fresh terms from the local day.</summary>
    public static LifeOutcome AssignOwner(Turn turn)
    {
        var terms = LegalTerms.OnNotice(turn.Law, turn.Today, turn.Fine.Terms!.PrescribesOn!.Value);
        var after = turn.Fine with
        {
            State = FineStates.Issued,
            Owner = turn.Command<FineCommand.AssignOwner>().Owner,
            Terms = terms,
            DueDate = LegalTerms.DueDate(turn.Law, turn.Today, LegalTerms.DeemedServed(turn.Law, turn.Today)),
        };
        return turn.Change(after, null, new Told(FineEventTypes.Issued, Notices.Terms(after, turn.Law, turn.Today)));
    }

    /// <summary>There is proof of the day of service.</summary>
    public static LifeOutcome Proven(Turn turn)
    {
        var day = turn.Command<FineCommand.Serve>().ServedOn;
        if (day < turn.Fine.Terms!.NoticeOn) return turn.Refuse("served_before_notice", Day("The notice went out on", turn.Fine.Terms.NoticeOn.Value), "servedOn");
        return day > turn.Today ? turn.Refuse("served_in_future", Day("Today is", turn.Today), "servedOn") : On(turn, day);
    }

    /// <summary>The days of delivery are over: the notice counts as served on the local day.</summary>
    public static LifeOutcome Deemed(Turn turn) => On(turn, turn.Today);

    /// <summary>A fine that is served on <paramref name="day"/>.</summary>
    public static Fine Served(Fine fine, FineLaw law, DateOnly day, DateOnly today)
    {
        var terms = LegalTerms.OnService(law, fine.Terms!, day);
        return fine with
        {
            State = Phases.Served(terms, today),
            Terms = terms,
            DueDate = LegalTerms.Of(law).FromService ? LegalTerms.DueDate(law, day, day) : fine.DueDate,
        };
    }

    private static LifeOutcome On(Turn turn, DateOnly day)
    {
        var after = Served(turn.Fine, turn.Law, day, turn.Today);
        return turn.Change(
            after,
            FormattableString.Invariant($"served on {day:yyyy-MM-dd}"),
            new Told(FineEventTypes.Served, Notices.Terms(after, turn.Law, turn.Today)));
    }

    private static string Day(string what, DateOnly day) => FormattableString.Invariant($"{what} {day:yyyy-MM-dd}.");
}
