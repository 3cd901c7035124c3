using Fleet.Contracts.FineCollection;

namespace Fleet.FineCollection.Domain.Life;

/// <summary>What was paid too much went back.</summary>
public static class Refunding
{
    /// <summary>Books a repayment of at most what is owed back. The state stays.</summary>
    public static LifeOutcome Refund(Turn turn)
    {
        var command = turn.Command<FineCommand.Refund>();
        if (turn.Fine.Repayments is { } known && known.Any(repayment => repayment.Id == command.RefundId)) return turn.Nothing();
        if (Paying.WrongAmount(turn, command.Amount) is { } refused) return refused;
        var refundable = Ledger.Refundable(turn.Fine.Ledger);
        if (refundable == 0) return turn.Refuse("nothing_refundable", "Nothing is owed back.");
        if (command.Amount.MinorUnits > refundable)
            return turn.Refuse("more_than_refundable", FormattableString.Invariant($"At most {refundable} minor units are owed back."), "amount.minorUnits");
        var repayment = new Repayment(command.RefundId, command.Amount.MinorUnits, turn.Now);
        return turn.Change(
            turn.Fine with { Repayments = [.. turn.Fine.Repayments ?? [], repayment] },
            FormattableString.Invariant($"{repayment.Id}: {repayment.MinorUnits} {command.Amount.Currency}"),
            new Told(FineEventTypes.Refunded, new FineEventDetails(Refunded: command.Amount)));
    }
}
