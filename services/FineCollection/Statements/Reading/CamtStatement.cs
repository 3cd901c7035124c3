using System.Xml.Linq;

namespace Fleet.FineCollection.Statements.Reading;

/// <summary>One <c>Stmt</c>: gathers its parts and proves that they add up.</summary>
internal sealed class CamtStatement(LineIdentity identity)
{
    private readonly List<(string Code, long MinorUnits, string Currency)> balances = [];
    private readonly List<(XElement Entry, int Line)> entries = [];
    private string? id;
    private string account = "";
    private XElement? summary;

    public void Take(XElement part, int line)
    {
        switch (part.Name.LocalName)
        {
            case "Id": id = part.Value.Trim(); break;
            case "Acct": account = LineIdentity.Account(part.At("Id", "IBAN")?.Value ?? part.At("Id", "Othr", "Id")?.Value); break;
            case "Bal": balances.Add(Balance(part, line)); break;
            case "TxsSummry": summary = part; break;
            case "Ntry": entries.Add((part, line)); break;
            default: break;
        }
    }

    /// <summary>The statement and its lines.</summary>
    /// <exception cref="ServiceDefaults.RequestRefusedException">It does not add up.</exception>
    public Statement Close(out List<StatementLine> lines)
    {
        if (account.Length == 0) throw CamtReader.Refused("required", $"Statement {id} has no account (Acct/Id/IBAN or Acct/Id/Othr/Id).", "Acct");
        var opening = Find("OPBD", "PRCD", "ITBD");
        var closing = Find("CLBD", "ITBD");
        if (opening.Currency != closing.Currency) throw CamtReader.Refused("balance_differs", $"Statement {id}: the balances have two currencies.", "Bal");
        var read = entries.Select(entry => CamtEntry.Of(entry.Entry, entry.Line, account)).ToList();
        Add(opening, closing, read);
        CheckSummary(read, opening.Currency);
        lines = [.. read.SelectMany(entry => entry.Lines(identity))];
        return new Statement(account, id, opening.Currency, opening.MinorUnits, closing.MinorUnits, lines.Count);
    }

    private (long MinorUnits, string Currency) Find(params string[] codes)
    {
        foreach (var code in codes)
        {
            // Of interim balances the first opens and the last closes.
            var found = balances.Where(balance => balance.Code == code).ToList();
            if (found.Count > 0) return codes[0] == "CLBD" ? (found[^1].MinorUnits, found[^1].Currency) : (found[0].MinorUnits, found[0].Currency);
        }

        throw CamtReader.Refused("balance_missing", $"Statement {id} has no {(codes[0] == "CLBD" ? "closing" : "opening")} balance ({string.Join(", ", codes)}).", "Bal");
    }

    private void Add((long MinorUnits, string Currency) opening, (long MinorUnits, string Currency) closing, List<CamtEntry> read)
    {
        // Wider than any amount: a sum that no account can have is a sum that differs.
        Int128 sum = opening.MinorUnits;
        foreach (var entry in read.Where(entry => entry.IsBooked))
        {
            if (entry.Currency != opening.Currency)
                throw CamtReader.Refused("balance_differs", FormattableString.Invariant($"Statement {id}, line {entry.Line}: an entry in {entry.Currency} on an account in {opening.Currency}."), "Ntry");
            sum += entry.MinorUnits;
        }

        if (sum != closing.MinorUnits)
        {
            throw CamtReader.Refused("balance_differs", FormattableString.Invariant(
                $"Statement {id}: opening balance and entries make {sum}, the closing balance is {closing.MinorUnits}, the difference is {closing.MinorUnits - sum} minor units of {opening.Currency}."), "Bal");
        }
    }

    private void CheckSummary(List<CamtEntry> read, string currency)
    {
        foreach (var (name, of) in new (string, Func<CamtEntry, bool>)[] { ("TtlNtries", _ => true), ("TtlCdtNtries", entry => entry.MinorUnits > 0), ("TtlDbtNtries", entry => entry.MinorUnits < 0) })
        {
            if (summary?.At(name) is not { } total) continue;
            // Some banks count what is only pending, some do not.
            List<List<CamtEntry>> ways = [[.. read.Where(of)], [.. read.Where(entry => entry.IsBooked && of(entry))]];
            if (total.At("NbOfNtries")?.Value.Trim() is { } count && !ways.Any(way => way.Count.ToString(System.Globalization.CultureInfo.InvariantCulture) == count.TrimStart('0').PadLeft(1, '0')))
                throw CamtReader.Refused("sum_differs", FormattableString.Invariant($"Statement {id}: {name} says {count} entries, there are {ways[0].Count}."), "TxsSummry");
            if (total.At("Sum")?.Value.Trim() is { } sum && MinorUnits.OfIso(sum, currency) is { } stated && !ways.Any(way => Sum(way) == stated))
                throw CamtReader.Refused("sum_differs", FormattableString.Invariant($"Statement {id}: {name} says {stated} minor units, the entries make {Sum(ways[0])}."), "TxsSummry");
        }
    }

    private static Int128 Sum(List<CamtEntry> entries) => entries.Aggregate(Int128.Zero, (sum, entry) => sum + Math.Abs(entry.MinorUnits));

    private (string, long, string) Balance(XElement part, int line)
    {
        var code = part.At("Tp", "CdOrPrtry", "Cd")?.Value.Trim() ?? "";
        var (amount, currency) = CamtXml.Amount(part.At("Amt"), line, "Bal/Amt");
        return (code, CamtXml.IsCredit(part, line) ? amount : -amount, currency);
    }
}
