using Fleet.Contracts.FineCollection;

namespace Fleet.FineCollection.Domain.Life;

/// <summary>What is due may be paid in parts.</summary>
public static class Agreeing
{
    private const int MaxDaysToFirst = 62;

    /// <summary>Agrees a plan over everything that is due. The clock of the phase stops while the plan is kept.</summary>
    public static LifeOutcome Agree(Turn turn)
    {
        var command = turn.Command<FineCommand.AgreeInstalments>();
        var due = Ledger.Due(turn.Fine.Ledger)!;
        if (WrongCount(turn, command.Count, due) is { } wrongCount) return wrongCount;
        if (command.FirstDueDate < turn.Today || command.FirstDueDate > turn.Today.AddDays(MaxDaysToFirst)) return WrongDay(turn, "first_due_date_out_of_range");
        var plan = Plans.Of(due, command.Count, command.FirstDueDate);
        if (plan.Parts[^1].DueDate >= turn.Fine.Terms!.PrescribesOn) return WrongDay(turn, "ends_after_prescription");
        var after = turn.Fine with
        {
            State = FineStates.Instalments,
            Plan = plan,
            Terms = turn.Fine.Terms with { Stopped = Phases.Stop(turn.Fine, turn.Law, turn.Today) },
        };
        var line = FormattableString.Invariant($"{command.Count} parts from {command.FirstDueDate:yyyy-MM-dd}");
        return turn.Change(after, line, new Told(FineEventTypes.InstalmentsAgreed, new FineEventDetails(Instalments: plan.Parts)));
    }

    private static LifeOutcome? WrongCount(Turn turn, int count, Money due)
    {
        var most = Math.Min(LegalTerms.Of(turn.Law).MaxInstalments, due.MinorUnits);
        if (most < 2) return turn.Refuse("instalments_not_offered", "The tariff of this fine, or what is due, allows no parts.");
        return count < 2 || count > most
            ? turn.Refuse("count_out_of_range", FormattableString.Invariant($"The number of parts is from 2 to {most}."), "count")
            : null;
    }

    private static LifeOutcome WrongDay(Turn turn, string code) => turn.Refuse(
        code,
        FormattableString.Invariant($"The first day is from {turn.Today:yyyy-MM-dd} to {turn.Today.AddDays(MaxDaysToFirst):yyyy-MM-dd}; ")
            + FormattableString.Invariant($"the last one is before {turn.Fine.Terms?.PrescribesOn:yyyy-MM-dd}."),
        "firstDueDate");
}
