using System.Xml.Linq;

namespace Fleet.FineCollection.Statements.Reading;

/// <summary>One <c>Ntry</c>: what moved on the account, and the transactions that it is made of.</summary>
internal sealed class CamtEntry
{
    private const int MostText = 500;
    private readonly XElement entry;
    private readonly string account;
    private readonly DateOnly bookedOn;
    private readonly DateOnly valueDate;

    private CamtEntry(XElement entry, int line, string account)
    {
        (this.entry, this.account, Line) = (entry, account, line);
        var (amount, currency) = CamtXml.Amount(entry.At("Amt"), line, "Ntry/Amt");
        Currency = currency;
        MinorUnits = CamtXml.IsCredit(entry, line) ? amount : -amount;
        var status = (entry.At("Sts", "Cd") ?? entry.At("Sts"))?.Value.Trim();
        IsBooked = status is null or "BOOK";
        bookedOn = CamtXml.Day(entry.At("BookgDt")) ?? CamtXml.Day(entry.At("ValDt"))
            ?? (IsBooked ? throw CamtXml.Wrong(line, "Ntry/BookgDt", "required", "is a day (Dt) or an instant (DtTm).") : DateOnly.MinValue);
        valueDate = CamtXml.Day(entry.At("ValDt")) ?? bookedOn;
    }

    public int Line { get; }

    public long MinorUnits { get; }

    public string Currency { get; }

    /// <summary>Only what is booked moved money; the rest is announced.</summary>
    public bool IsBooked { get; }

    public static CamtEntry Of(XElement entry, int line, string account) => new(entry, line, account);

    /// <summary>One line a transaction; one for the entry where its transactions are not told, or do not add up.</summary>
    public IEnumerable<StatementLine> Lines(LineIdentity identity)
    {
        if (!IsBooked || MinorUnits == 0) return [];
        var transactions = entry.Children("NtryDtls").SelectMany(details => details.Children("TxDtls")).ToList();
        if (transactions.Count <= 1) return [Whole(identity, transactions.FirstOrDefault(), null)];
        var amounts = transactions.Select(Signed).ToList();
        if (amounts.Any(amount => amount is null or 0) || amounts.Aggregate(Int128.Zero, (sum, amount) => sum + amount!.Value) != MinorUnits) return [Whole(identity, null, "batch_not_told")];
        return transactions.Zip(amounts, (transaction, amount) => Make(identity, transaction, amount!.Value, Refs(transaction, isPart: true), null));
    }

    private StatementLine Whole(LineIdentity identity, XElement? transaction, string? unusable) =>
        Make(identity, transaction, MinorUnits, transaction is null ? Refs(null, isPart: false) : Refs(transaction, isPart: false), unusable);

    private StatementLine Make(LineIdentity identity, XElement? transaction, long amount, (string? Own, IReadOnlyList<string> All) references, string? unusable)
    {
        var text = Text(transaction);
        var isReturn = entry.At("RvslInd")?.Value.Trim() is "true" or "1" || transaction?.At("RtrInf") is not null;
        return new StatementLine(
            identity.Next(account, references.Own, text, amount, Currency, bookedOn), Line, account, bookedOn, valueDate, amount, Currency, text, references.All, isReturn, unusable);
    }

    // Signed as the account sees it; null when it is not told in the currency of the account.
    private long? Signed(XElement transaction)
    {
        var amount = transaction.At("Amt") ?? transaction.At("AmtDtls", "TxAmt", "Amt");
        if (amount?.Attribute("Ccy")?.Value != Currency || Reading.MinorUnits.OfIso(amount.Value.Trim(), Currency) is not { } units) return null;
        return (transaction.At("CdtDbtInd")?.Value.Trim() ?? (MinorUnits > 0 ? "CRDT" : "DBIT")) == "CRDT" ? units : -units;
    }

    // The bank's reference is the best; its number of the entry the next, with the payer's.
    private (string? Own, IReadOnlyList<string> All) Refs(XElement? transaction, bool isPart)
    {
        var (servicer, number) = (Value(entry, "AcctSvcrRef"), Value(entry, "NtryRef"));
        var (part, endToEnd, instruction, id) = (Value(transaction, "Refs", "AcctSvcrRef"), Value(transaction, "Refs", "EndToEndId"), Value(transaction, "Refs", "InstrId"), Value(transaction, "Refs", "TxId"));
        var mark = part ?? id ?? endToEnd ?? instruction;
        var own = servicer is not null ? (isPart && mark is not null ? $"{servicer}/{mark}" : servicer)
            : part is not null ? part
            : number is not null || mark is not null ? $"ntry:{number}/{mark}" : null;
        string?[] all = [servicer, part, endToEnd, id, instruction];
        return (own, [.. all.OfType<string>().Distinct(StringComparer.Ordinal)]);
    }

    private static string? Value(XElement? element, params ReadOnlySpan<string> path) =>
        element?.At(path)?.Value.Trim() is { Length: > 0 } text && text != "NOTPROVIDED" ? text : null;

    // What belongs together comes in pieces of 140 characters: they are joined as they stand.
    private string Text(XElement? transaction)
    {
        var structured = transaction?.Children("RmtInf").SelectMany(info => info.Children("Strd")).Select(info => info.At("CdtrRefInf", "Ref")?.Value) ?? [];
        var free = transaction?.Children("RmtInf").SelectMany(info => info.Children("Ustrd")).Select(info => info.Value) ?? [];
        string?[] more = [transaction?.At("Refs", "EndToEndId")?.Value, transaction?.At("AddtlTxInf")?.Value, entry.At("AddtlNtryInf")?.Value];
        var text = string.Join('\n', structured.Concat(free).Concat(more).Where(part => !string.IsNullOrWhiteSpace(part) && part != "NOTPROVIDED"));
        return text.Length > MostText ? text[..MostText] : text;
    }
}
