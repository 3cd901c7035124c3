using Fleet.FineCollection.Domain;
using Fleet.FineCollection.Domain.Life;
using Fleet.FineCollection.Fines.Finding;

namespace Fleet.FineCollection.Fines.Changes;

/// <summary>Rules of a fine's outbox. It holds what somebody may not have yet, so it stays as small as what is under way.</summary>
public static class Outbox
{
    /// <summary>The change that <paramref name="order"/> made of <paramref name="before"/>.</summary>
    /// <exception cref="InvalidOperationException">The change is not the next one: a mistake in the rules, and nothing is saved.</exception>
    public static FineChange Change(Fine before, FineOrder order, LifeOutcome.Changed outcome)
    {
        var after = outcome.Fine;
        if (after.Sequence != before.Sequence + 1)
            throw new InvalidOperationException(FormattableString.Invariant($"After change {before.Sequence} of the fine {before.Id} comes the next one, not {after.Sequence}."));
        return new FineChange(
            after.Id,
            after.Sequence,
            order.Redriven,
            order.Cause,
            FineLine.Of(after),
            [.. after.Ledger.Skip(before.Ledger.Count)],
            outcome.Events,
            after.Terms?.NextStepAt,
            outcome.Successor,
            outcome.Successor is null ? null : Replaced(before));
    }

    /// <summary>What an order left in the outbox, which its giver brings on.</summary>
    public static IReadOnlyList<FineChange> Of(IReadOnlyList<FineChange> outbox, string cause) => [.. outbox.Where(change => change.Cause == cause)];

    /// <summary>
    /// Without the change that a deadline proves to have reached everybody: the deadline stands in the books only since that change, and the books
    /// are the last to be told. It proves nothing of the changes before.
    /// </summary>
    public static IReadOnlyList<FineChange> Settled(IReadOnlyList<FineChange> outbox, FineCommand command) =>
        command is FineCommand.PassTime passTime ? [.. outbox.Where(change => !change.Redriven || change.Sequence != passTime.Settled)] : outbox;

    /// <summary>Without the changes of these ids.</summary>
    public static IReadOnlyList<FineChange> Without(IReadOnlyList<FineChange> outbox, IReadOnlyCollection<string> ids) =>
        [.. outbox.Where(change => !ids.Contains(change.Id))];

    /// <summary>What nobody but the fine itself brings on.</summary>
    public static IReadOnlyList<FineChange> Own(IReadOnlyList<FineChange> outbox) => [.. outbox.Where(change => !change.Redriven)];

    // The driver's fine needs to know what it is for, and nothing about who was told first.
    private static Fine Replaced(Fine fine) => fine with { Owner = null, Objection = null, Plan = null, Payments = null, Trail = null };
}
