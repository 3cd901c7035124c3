using Fleet.Contracts;
using Fleet.Contracts.FineCollection;

namespace Fleet.FineCollection.Domain.Life;

/// <summary>What to tell of a change.</summary>
/// <param name="Type">One of <see cref="FineEventTypes"/>.</param>
/// <param name="Details">What to state beside what every event states.</param>
public sealed record Told(string Type, FineEventDetails? Details = null);

/// <summary>An order about to be carried out.</summary>
/// <param name="Fine">The fine before it.</param>
/// <param name="Order">The order.</param>
/// <param name="Law">The rules.</param>
/// <param name="Now">When.</param>
public sealed record Turn(Fine Fine, FineOrder Order, FineLaw Law, DateTimeOffset Now)
{
    /// <summary>The local day of the road.</summary>
    public DateOnly Today { get; } = Law.LocalDate(Now);

    /// <summary>The command, which the table has checked to be of this kind.</summary>
    public TCommand Command<TCommand>()
        where TCommand : FineCommand => (TCommand)Order.Command;

    /// <summary>An amount in the currency of the fine.</summary>
    public Money Amount(long minorUnits) => new(minorUnits, Law.Tariff.Currency);

    /// <summary>Nothing to do.</summary>
    public LifeOutcome Nothing() => new LifeOutcome.Unchanged();

    /// <summary>The answer no.</summary>
    public LifeOutcome Refuse(string code, string detail, string? param = null) =>
        new LifeOutcome.Refused(code, detail, param, LifeTable.AllowedIn(Fine.State));

    /// <summary>
    /// The fine with the facts of <paramref name="after"/>: books, clock, sequence, trail and events follow from them. When the facts leave nothing due in a
    /// phase that asks for money (a lower penalty, a discount window that begins anew), the fine is paid.
    /// </summary>
    /// <param name="after">The new facts and state.</param>
    /// <param name="detail">For the trail; nothing personal.</param>
    /// <param name="told">What to tell.</param>
    public LifeOutcome.Changed Change(Fine after, string? detail, params Told[] told)
    {
        if (Clock.Running.Contains(after.State) && Books.Net(after, Law) <= 0) (after, told) = (Phases.ToPaid(after, Law, Today), [.. told, new Told(FineEventTypes.Paid)]);
        var settled = Books.Settled(after, Law, Order.Cause, Now);
        var sequence = Fine.Sequence + 1;
        var line = new TrailEntry(sequence, Now, Order.By, CommandNames.Of(Order.Command), Order.Cause, Fine.State, settled.State, detail, "");
        var next = settled with
        {
            Sequence = sequence,
            DueDate = DueDate(settled),
            Terms = settled.Terms is { } terms ? terms with { NextStepAt = Clock.NextStep(settled, Law) } : null,
            Trail = Trail.With(Fine.Trail, Fine.Id, line),
        };
        return new LifeOutcome.Changed(next, [.. told.Select(what => Event(next, what))]);
    }

    private static DateOnly? DueDate(Fine settled) => settled.State switch
    {
        FineStates.Instalments => Plans.NextPart(settled)?.DueDate,
        var state => Clock.Running.Contains(state) ? settled.DueDate : null,
    };

    private FineEvent Event(Fine after, Told told) => new(
        DerivedId.Event(after.Id, FormattableString.Invariant($"{told.Type}#{after.Sequence}")),
        told.Type,
        after.Id,
        Now,
        after.Owner,
        after.Violation,
        Due(after),
        after.DueDate,
        after.Sequence,
        WithRefundable(told.Details, Ledger.Refundable(after.Ledger)));

    // A referral asks for nothing, which is not 0; only money that went back and was dishonoured after that can be due of it.
    private static Money? Due(Fine after) => Ledger.Due(after.Ledger) is { } due && (after.State != FineStates.Referred || due.MinorUnits != 0) ? due : null;

    private FineEventDetails? WithRefundable(FineEventDetails? details, long minorUnits) =>
        minorUnits == 0 ? details : (details ?? new FineEventDetails()) with { Refundable = Amount(minorUnits) };
}
