using Fleet.Contracts.FineCollection;

namespace Fleet.FineCollection.Domain.Life;

/// <summary>The authority ends a fine.</summary>
public static class Closing
{
    /// <summary>Takes the fine back: nothing was ever owed, what was paid is owed back.</summary>
    public static LifeOutcome Withdraw(Turn turn) => turn.Change(
        Closed(turn.Fine, FineStates.Withdrawn),
        null,
        new Told(FineEventTypes.Withdrawn, new FineEventDetails(Reason: turn.Command<FineCommand.Withdraw>().Reason)));

    /// <summary>Gives up what is due; what was paid stays paid.</summary>
    public static LifeOutcome WriteOff(Turn turn) => turn.Change(
        Closed(turn.Fine, FineStates.WrittenOff),
        Line(turn),
        new Told(FineEventTypes.WrittenOff, new FineEventDetails(Reason: turn.Command<FineCommand.WriteOff>().Reason)));

    /// <summary>A fine in a state that asks for nothing: no plan, no clock.</summary>
    public static Fine Closed(Fine fine, string state) =>
        fine with { State = state, Plan = null, Terms = fine.Terms is { } terms ? terms with { Stopped = null } : null };

    /// <summary>For the trail: what was due before.</summary>
    public static string Line(Turn turn) =>
        FormattableString.Invariant($"given up {Ledger.Due(turn.Fine.Ledger)?.MinorUnits ?? 0} {turn.Law.Tariff.Currency}");
}
