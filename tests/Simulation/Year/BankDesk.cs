using System.Globalization;
using System.Text;

namespace Fleet.Tests.Simulation.Year;

/// <summary>What comes in files: bank statements of two forms, sent again and overlapping, and lists of owners.</summary>
internal sealed class BankDesk(Clerk clerk, Desk desk, Wrongs wrongs, Random random)
{
    private List<Line> before = [];
    private int references;

    private sealed record Line(DateOnly Day, string Reference, string Text, long Amount, string Currency);

    /// <summary>Sends what was paid over the bank on a day, and waits until it is booked.</summary>
    public async Task Import(DateOnly day)
    {
        if (desk.Bank.Count == 0) return;
        var payments = desk.Bank.Where(paid => paid.Amount > 0).ToList();
        desk.Bank.Clear();
        var today = payments.Select(paid => new Line(day, $"R-{++references}", $"Fine {paid.Case.FineId} thank you", paid.Amount, paid.Case.Law.Currency)).ToList();
        List<Line> lines = random.Next(4) == 0 ? [.. before, .. today] : today;
        before = today;
        var (file, type) = random.Next(3) == 0 ? (Camt(lines), "application/xml") : (Csv(lines), "text/csv");
        var first = await clerk.PostText("/v1/bank-statements", file, type);
        if (first.Status is not (200 or 202)) wrongs.Add($"a bank statement was answered {first.Status}: {first.Body}");
        else await Booked(first.Body.GetProperty("id").GetString()!, payments, day);
        if (random.Next(4) == 0 && (await clerk.PostText("/v1/bank-statements", file, type)).Status != 200) wrongs.Add("the same bank statement was not known");
    }

    /// <summary>Owners that somebody found for fines of unknown plates.</summary>
    public async Task Fill(DateOnly day)
    {
        var cases = desk.Files.ToList();
        desk.Files.Clear();
        if (cases.Count == 0) return;
        var file = new StringBuilder("fineId,ownerId,name,email\n");
        foreach (var one in cases) file.Append(CultureInfo.InvariantCulture, $"{one.FineId},own_listed-{one.FineId},Some Body,listed-{one.FineId}@example.net\n");
        var answer = await clerk.PostText("/v1/owner-requests/file", file.ToString(), "text/csv");
        if (answer.Status != 200 || answer.Body.GetProperty("assigned").GetInt32() != cases.Count) wrongs.Add($"a file of {cases.Count} owners was answered {answer.Status}: {answer.Body}");
        foreach (var one in cases)
        {
            one.Model.Assign(day);
            one.Found($"own_listed-{one.FineId}", $"listed-{one.FineId}@example.net");
            await Compare(one);
        }
    }

    private async Task Booked(string id, List<(Case Case, long Amount, DateOnly ValueDate)> payments, DateOnly day)
    {
        while ((await clerk.Get("/v1/bank-statements/" + id)).Body.GetProperty("import").GetProperty("state").GetString() != "done") await clerk.Wait();
        foreach (var (one, amount, valueDate) in payments)
        {
            one.Done.Add(string.Create(CultureInfo.InvariantCulture, $"{day:yyyy-MM-dd} {one.Model.State}: {amount} by bank"));
            var fine = (await clerk.Get("/v1/fines/" + one.FineId)).Body;
            one.Model.Pay(fine.GetProperty("payments").EnumerateArray().LastOrDefault() is { ValueKind: System.Text.Json.JsonValueKind.Object } last ? last.GetProperty("id").GetString()! : "none", amount, valueDate, day);
            desk.Compare(one, fine);
        }
    }

    private async Task Compare(Case one) => desk.Compare(one, (await clerk.Get("/v1/fines/" + one.FineId)).Body);

    private static string Csv(IEnumerable<Line> lines)
    {
        var file = new StringBuilder("date,amount,currency,account,reference,text\n");
        foreach (var line in lines) file.Append(CultureInfo.InvariantCulture, $"{line.Day:yyyy-MM-dd},{line.Amount / 100}.{line.Amount % 100:00},{line.Currency},FLEET-1,{line.Reference},{line.Text}\n");
        return file.ToString();
    }

    private static string Camt(IEnumerable<Line> lines)
    {
        var file = new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?><Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:camt.053.001.08\"><BkToCstmrStmt><GrpHdr><MsgId>M</MsgId></GrpHdr>");
        foreach (var statement in lines.GroupBy(line => line.Currency))
        {
            file.Append(CultureInfo.InvariantCulture, $"<Stmt><Id>S-{statement.Key}</Id><Acct><Id><Othr><Id>FLEET-1</Id></Othr></Id><Ccy>{statement.Key}</Ccy></Acct>{Balance("OPBD", 0, statement)}{Balance("CLBD", statement.Sum(line => line.Amount), statement)}");
            foreach (var line in statement)
            {
                file.Append(CultureInfo.InvariantCulture, $"<Ntry><Amt Ccy=\"{line.Currency}\">{Decimal(line.Amount)}</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts><BookgDt><Dt>{line.Day:yyyy-MM-dd}</Dt></BookgDt><ValDt><Dt>{line.Day:yyyy-MM-dd}</Dt></ValDt>");
                file.Append(CultureInfo.InvariantCulture, $"<AcctSvcrRef>{line.Reference}</AcctSvcrRef><NtryDtls><TxDtls><RmtInf><Ustrd>{line.Text}</Ustrd></RmtInf></TxDtls></NtryDtls></Ntry>");
            }

            file.Append("</Stmt>");
        }

        return file.Append("</BkToCstmrStmt></Document>").ToString();
    }

    private static string Balance(string code, long amount, IGrouping<string, Line> statement) => string.Create(
        CultureInfo.InvariantCulture,
        $"<Bal><Tp><CdOrPrtry><Cd>{code}</Cd></CdOrPrtry></Tp><Amt Ccy=\"{statement.Key}\">{Decimal(amount)}</Amt><CdtDbtInd>CRDT</CdtDbtInd><Dt><Dt>{statement.First().Day:yyyy-MM-dd}</Dt></Dt></Bal>");

    private static string Decimal(long amount) => string.Create(CultureInfo.InvariantCulture, $"{amount / 100}.{amount % 100:00}");
}
