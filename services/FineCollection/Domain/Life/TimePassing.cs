using Fleet.Contracts.FineCollection;

namespace Fleet.FineCollection.Domain.Life;

/// <summary>
/// What a deadline does. One step a turn, at the instant of the turn: terms after it count from its local day, so that an outage makes things later and
/// never skips or doubles a step.
/// </summary>
public static class TimePassing
{
    /// <summary>No clock runs.</summary>
    public static LifeOutcome Stopped(Turn turn) => turn.Nothing();

    /// <summary>Nobody is known who could be told; only the claim grows old.</summary>
    public static LifeOutcome OwnerUnknown(Turn turn) => Due(turn, waiting => waiting.Nothing());

    /// <summary>The days of delivery are over.</summary>
    public static LifeOutcome Issued(Turn turn) => Due(turn, Serving.Deemed);

    /// <summary>The discount window is over.</summary>
    public static LifeOutcome DiscountOver(Turn turn) => Due(turn, late => late.Change(late.Fine with { State = FineStates.Served }, null));

    /// <summary>Not paid in time: first reminder.</summary>
    public static LifeOutcome Unpaid(Turn turn) =>
        Due(turn, late => Remind(late, FineStates.Reminded, FineEventTypes.FirstReminder, late.Law.Tariff.FirstReminder));

    /// <summary>Still not paid: final notice.</summary>
    public static LifeOutcome StillUnpaid(Turn turn) =>
        Due(turn, late => Remind(late, FineStates.FinalNotice, FineEventTypes.FinalNotice, late.Law.Tariff.FinalReminder));

    /// <summary>To the collector.</summary>
    public static LifeOutcome Collect(Turn turn) =>
        Due(turn, late => late.Change(late.Fine with { State = FineStates.InCollection }, null, new Told(FineEventTypes.InCollection)));

    /// <summary>With the collector only the claim grows old.</summary>
    public static LifeOutcome InCollection(Turn turn) => Due(turn, waiting => waiting.Nothing());

    /// <summary>A part was missed: the whole is due, and the phase before the plan begins again.</summary>
    public static LifeOutcome PartMissed(Turn turn) => Due(turn, late =>
    {
        var phase = late.Fine.Terms?.Stopped?.State ?? FineStates.Served;
        return late.Change(Phases.Restart(late.Fine, phase, late.Law, late.Today), null, new Told(FineEventTypes.InstalmentsDefaulted));
    });

    private static LifeOutcome Due(Turn turn, Func<Turn, LifeOutcome> step)
    {
        if (!(turn.Fine.Terms?.NextStepAt <= turn.Now)) return turn.Nothing();
        return Clock.IsPrescribed(turn.Fine, turn.Today) ? Prescribe(turn) : step(turn);
    }

    private static LifeOutcome.Changed Prescribe(Turn turn) => turn.Change(
        Closing.Closed(turn.Fine, FineStates.Prescribed), Closing.Line(turn), new Told(FineEventTypes.Prescribed));

    private static LifeOutcome.Changed Remind(Turn turn, string state, string type, Surcharge? surcharge)
    {
        var charges = turn.Fine.Charges!;
        var added = TariffAmounts.SurchargeOf(turn.Law.Tariff, surcharge, charges.PenaltyMinorUnits);
        var after = turn.Fine with
        {
            State = state,
            DueDate = LegalTerms.After(turn.Law, turn.Today, LegalTerms.PhaseDays(turn.Law, state)!.Value),
            Charges = charges with { Late = [.. charges.Late, new LateCharge(type, turn.Fine.DueDate, added)] },
        };
        return turn.Change(
            after,
            FormattableString.Invariant($"surcharge {added} {turn.Law.Tariff.Currency}"),
            new Told(type, new FineEventDetails(Surcharge: turn.Amount(added))));
    }
}
