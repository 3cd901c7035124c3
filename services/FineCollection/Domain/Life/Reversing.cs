using Fleet.Contracts.FineCollection;

namespace Fleet.FineCollection.Domain.Life;

/// <summary>
/// A payment turned out bad. Everything that it covered is due again, a discount it had earned with it; when something is due again, the tariff's
/// dishonour fee is added and the phase gets a fresh term.
/// </summary>
public static class Reversing
{
    /// <summary>In a phase, or paid: back to the phase, with a fresh term.</summary>
    public static LifeOutcome InPhase(Turn turn) => Reverse(turn, fine => Again(fine, turn, fine.State));

    /// <summary>Paid: back to the phase it was paid in.</summary>
    public static LifeOutcome Paid(Turn turn) =>
        Reverse(turn, fine => Again(fine, turn, fine.Terms?.Stopped?.State ?? FineStates.Served));

    /// <summary>Objected, or in a plan: due again, and the state stays. A part that is not covered any more counts as missed.</summary>
    public static LifeOutcome KeepState(Turn turn) => Reverse(turn, fine => WithFee(fine, turn));

    /// <summary>Written off: the reversed amount is due again, with the collector.</summary>
    public static LifeOutcome WrittenOff(Turn turn) => Reverse(turn, fine => WithFee(fine with { State = FineStates.InCollection }, turn));

    /// <summary>Nothing is asked any more: only what is owed back changes. Money that went back already is due.</summary>
    public static LifeOutcome Closed(Turn turn) => Reverse(turn, fine => fine);

    private static LifeOutcome Reverse(Turn turn, Func<Fine, Fine> dueAgain)
    {
        var command = turn.Command<FineCommand.ReversePayment>();
        var payment = turn.Fine.Payments?.FirstOrDefault(payment => payment.Id == command.PaymentId);
        if (payment is null) return turn.Refuse("unknown_payment", "No payment of this id was booked on the fine.", "paymentId");
        if (payment.ReversedBy is not null) return turn.Nothing();
        var without = turn.Fine with
        {
            Payments = [.. turn.Fine.Payments!.Select(known => known.Id == payment.Id ? known with { ReversedBy = turn.Order.Cause } : known)],
        };
        var after = IsDueAgain(without, turn) ? dueAgain(without) : without;
        var details = new FineEventDetails(Received: turn.Amount(payment.MinorUnits), Reason: command.Reason);
        return turn.Change(
            after,
            FormattableString.Invariant($"{payment.Id}: {payment.MinorUnits} {turn.Law.Tariff.Currency}"),
            new Told(FineEventTypes.PaymentReversed, details));
    }

    private static bool IsDueAgain(Fine without, Turn turn)
    {
        var open = without.State == FineStates.WrittenOff ? without with { State = FineStates.InCollection } : without;
        return Books.Net(open, turn.Law) > 0;
    }

    private static Fine Again(Fine fine, Turn turn, string phase) => WithFee(Phases.Restart(fine, phase, turn.Law, turn.Today), turn);

    private static Fine WithFee(Fine fine, Turn turn)
    {
        if (turn.Law.Tariff.DishonourFeeMinorUnits == 0 || fine.Charges is not { } charges) return fine;
        var fee = new LateCharge(FineEventTypes.PaymentReversed, null, turn.Law.Tariff.DishonourFeeMinorUnits);
        return fine with { Charges = charges with { Late = [.. charges.Late, fee] } };
    }
}
