using Fleet.Contracts.FineCollection;

namespace Fleet.FineCollection.Domain.Life;

/// <summary>An objection is decided: the fine stands, stands with a lower penalty, or falls.</summary>
public static class Deciding
{
    /// <summary>Decides the open objection.</summary>
    public static LifeOutcome Decide(Turn turn)
    {
        var command = turn.Command<FineCommand.Decide>();
        if (command.Decision is not (Decisions.Upheld or Decisions.Reduced or Decisions.Dismissed))
            return turn.Refuse("invalid_decision", "A decision is upheld, reduced or dismissed.", "decision");
        if (!IsPenaltyRight(turn, command))
            return turn.Refuse("invalid_penalty", Right(turn), "penaltyMinorUnits");
        var decided = turn.Fine with { Objection = turn.Fine.Objection! with { Decision = command.Decision, Reason = command.Reason } };
        return command.Decision switch
        {
            Decisions.Dismissed => Told(turn, Closing.Closed(decided, FineStates.Dismissed), FineEventTypes.Dismissed),
            Decisions.Reduced => GoesOn(turn, Reduced(decided, command.PenaltyMinorUnits!.Value, turn.Law), FineEventTypes.Reduced),
            _ => GoesOn(turn, decided, FineEventTypes.Upheld),
        };
    }

    /// <summary>A lower penalty; what was a percentage of it becomes less by the tariff's rounding.</summary>
    public static Fine Reduced(Fine fine, long penaltyMinorUnits, FineLaw law)
    {
        var charges = fine.Charges! with { PenaltyMinorUnits = penaltyMinorUnits };
        return fine with { Charges = charges with { Late = [.. charges.Late.Select(late => late with { MinorUnits = Again(late, penaltyMinorUnits, law) })] } };
    }

    private static long Again(LateCharge late, long penaltyMinorUnits, FineLaw law) => late.For switch
    {
        FineEventTypes.FirstReminder => TariffAmounts.SurchargeOf(law.Tariff, law.Tariff.FirstReminder, penaltyMinorUnits),
        FineEventTypes.FinalNotice => TariffAmounts.SurchargeOf(law.Tariff, law.Tariff.FinalReminder, penaltyMinorUnits),
        _ => late.MinorUnits,
    };

    private static LifeOutcome.Changed GoesOn(Turn turn, Fine decided, string type) => Told(turn, Resuming.Resume(decided, turn.Law, turn.Today), type);

    private static LifeOutcome.Changed Told(Turn turn, Fine after, string type)
    {
        var command = turn.Command<FineCommand.Decide>();
        var line = command.PenaltyMinorUnits is { } penalty ? FormattableString.Invariant($"{command.Decision}: penalty {penalty}") : command.Decision;
        return turn.Change(after, line, new Told(type, new FineEventDetails(Reason: command.Reason)));
    }

    private static bool IsPenaltyRight(Turn turn, FineCommand.Decide command) => command.Decision == Decisions.Reduced
        ? command.PenaltyMinorUnits > 0 && command.PenaltyMinorUnits < turn.Fine.Charges!.PenaltyMinorUnits
        : command.PenaltyMinorUnits is null;

    private static string Right(Turn turn) => FormattableString.Invariant(
        $"For reduced, it is more than 0 and less than {turn.Fine.Charges!.PenaltyMinorUnits}; otherwise it is left out.");
}
