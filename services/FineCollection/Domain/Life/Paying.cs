using Fleet.Contracts.FineCollection;

namespace Fleet.FineCollection.Domain.Life;

/// <summary>Money came in: never refused for the state of the fine. What is not due is owed back.</summary>
public static class Paying
{
    /// <summary>Books a payment on a fine that asks for money: one that leaves nothing due makes it paid.</summary>
    public static LifeOutcome PayDue(Turn turn) => Pay(turn, closes: true);

    /// <summary>Books a payment and leaves the state: the fine asks for nothing, or its objection is open.</summary>
    public static LifeOutcome PayAnyway(Turn turn) => Pay(turn, closes: false);

    /// <summary>Why an amount cannot be booked; null: it can.</summary>
    public static LifeOutcome? WrongAmount(Turn turn, Money amount)
    {
        if (amount.Currency != turn.Law.Tariff.Currency)
            return turn.Refuse("wrong_currency", $"The currency of the fine is {turn.Law.Tariff.Currency}.", "amount.currency");
        return amount.MinorUnits < 1 ? turn.Refuse("invalid_amount", "An amount is at least 1 minor unit.", "amount.minorUnits") : null;
    }

    private static LifeOutcome Pay(Turn turn, bool closes)
    {
        var command = turn.Command<FineCommand.Pay>();
        if (turn.Fine.Payments is { } known && known.Any(payment => payment.Id == command.PaymentId)) return turn.Nothing();
        if (WrongAmount(turn, command.Amount) is { } refused) return refused;
        var payment = new Payment(command.PaymentId, command.Amount.MinorUnits, command.ValueDate, command.Method);
        var after = turn.Fine with { Payments = [.. turn.Fine.Payments ?? [], payment] };
        if (closes && Books.Net(after, turn.Law) <= 0) after = Phases.ToPaid(after, turn.Law, turn.Today);
        var type = after.State == FineStates.Paid ? FineEventTypes.Paid : FineEventTypes.PaymentReceived;
        return turn.Change(after, Line(payment, command.Amount.Currency), new Told(type, new FineEventDetails(Received: command.Amount)));
    }

    private static string Line(Payment payment, string currency) =>
        FormattableString.Invariant($"{payment.Id}: {payment.MinorUnits} {currency}, value date {payment.ValueDate:yyyy-MM-dd}");
}
