using Fleet.FineCollection.Domain;
using Fleet.FineCollection.Fines;
using Fleet.FineCollection.Statements.Reading;
using Fleet.ServiceDefaults;
using Fleet.ServiceDefaults.Indexes;

namespace Fleet.FineCollection.Statements.Lines;

/// <summary>Decides what a bank line is. Asks, and books nothing.</summary>
public sealed class LineMatching(FineDoor fines, IndexClient<LineRow> lines)
{
    /// <summary>What <paramref name="line"/> is, as the fines and the lines are now.</summary>
    public async Task<BankLine> Decide(StatementLine line, string importId, DateTimeOffset now, CancellationToken cancellation)
    {
        var undecided = new BankLine(line, importId, now, "", 0, null, null, null, null, IsDone: false);
        return line.IsCredit ? await Credit(undecided, cancellation) : await Debit(undecided, cancellation);
    }

    private async Task<BankLine> Credit(BankLine bank, CancellationToken cancellation)
    {
        if (bank.Line.Unusable is { } unusable) return bank.Decide(LineStates.Unmatched, reason: unusable);
        // It gives back what went out; whoever is meant paid nothing.
        if (bank.Line.IsReturn) return bank.Decide(LineStates.Unmatched, reason: "reversal_of_debit");
        var (fine, reason) = await Fine(bank.Line, cancellation);
        return fine is null ? bank.Decide(LineStates.Unmatched, reason: reason) : bank.Decide(LineStates.Matched, fine.Id);
    }

    private async Task<BankLine> Debit(BankLine bank, CancellationToken cancellation)
    {
        if (!bank.Line.IsReturn || bank.Line.Unusable is not null) return bank.Decide(LineStates.Ignored, reason: bank.Line.Unusable ?? "debit");
        if (await Originals(bank.Line, cancellation) is { Count: > 0 } originals)
        {
            var original = await Meant(originals, cancellation);
            return original.State is LineStates.Matched or LineStates.Assigned
                ? bank.Decide(LineStates.Reversed, original.FineId, other: BankLine.PaymentOf(original.Id))
                : bank.Decide(LineStates.Reversed, other: original.Id);
        }

        var (fine, _) = await Fine(bank.Line, cancellation);
        var payments = (fine?.Payments ?? []).Where(payment => payment.ReversedBy is null && payment.MinorUnits == -bank.Line.MinorUnits && payment.Method == "bank_transfer");
        return payments.LastOrDefault() is { } payment
            ? bank.Decide(LineStates.Reversed, fine!.Id, other: payment.Id)
            : bank.Decide(LineStates.Ignored, reason: "unknown_payment");
    }

    // The same account, amount and one of the references.
    private async Task<IReadOnlyList<LineRow>> Originals(StatementLine line, CancellationToken cancellation)
    {
        foreach (var reference in line.References)
        {
            var page = await lines.List(new PageRequest(100, null), new IndexQuery<LineRow>(LineRow.ReferenceTerm(line.Account, reference)), cancellation);
            var found = page.Data.Where(row => row.Account == line.Account && row.Currency == line.Currency && row.MinorUnits == -line.MinorUnits && row.State != LineStates.Returned).ToList();
            if (found.Count > 0) return found;
        }

        return [];
    }

    // Payers use a reference again and again: a payment that was taken back before is not the one that is returned now.
    private async Task<LineRow> Meant(IReadOnlyList<LineRow> originals, CancellationToken cancellation)
    {
        foreach (var row in originals)
        {
            if (row.State is not (LineStates.Matched or LineStates.Assigned) || await fines.Find(row.FineId!, cancellation) is not { } fine) return row;
            if (fine.Payments?.Any(payment => payment.Id == BankLine.PaymentOf(row.Id) && payment.ReversedBy is null) is true) return row;
        }

        return originals[0];
    }

    private async Task<(Fine? Fine, string Reason)> Fine(StatementLine line, CancellationToken cancellation)
    {
        var (prefixed, others) = PaymentReference.Candidates([line.Text, .. line.References]);
        foreach (var candidates in new[] { prefixed, others })
        {
            var found = new List<Fine>();
            foreach (var id in candidates)
            {
                if (await fines.Find(id, cancellation) is { } fine) found.Add(fine);
            }

            if (found.Count == 1) return (found[0], "");
            if (found.Count > 1) return (null, "several_fines");
        }

        return (null, prefixed.Count > 0 ? "unknown_fine" : "no_reference");
    }
}
