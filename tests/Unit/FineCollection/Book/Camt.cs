using System.Text;

namespace Fleet.Tests.Unit.FineCollection.Book;

/// <summary>Makes CAMT.053 files.</summary>
internal static class Camt
{
    public const string Iban = "NL91ABNA0417164300";

    public static byte[] File(params string[] statements) => Encoding.UTF8.GetBytes(
        $"""<?xml version="1.0" encoding="UTF-8"?><Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"><BkToCstmrStmt><GrpHdr><MsgId>m</MsgId></GrpHdr>{string.Concat(statements)}</BkToCstmrStmt></Document>""");

    public static string Statement(string opening, string closing, string entries, string summary = "", string iban = Iban) =>
        $"<Stmt><Id>S1</Id><Acct><Id><IBAN>{iban}</IBAN></Id><Ccy>EUR</Ccy></Acct>{Balance("OPBD", opening)}{Balance("CLBD", closing)}{summary}{entries}</Stmt>";

    public static string Entry(string amount, string reference, string text, string sign = "CRDT", string more = "", string details = "") =>
        $"<Ntry><NtryRef>1</NtryRef><Amt Ccy=\"EUR\">{amount}</Amt><CdtDbtInd>{sign}</CdtDbtInd>{more}<Sts><Cd>BOOK</Cd></Sts><BookgDt><Dt>2026-05-02</Dt></BookgDt><ValDt><Dt>2026-05-01</Dt></ValDt>"
        + (reference.Length > 0 ? $"<AcctSvcrRef>{reference}</AcctSvcrRef>" : "")
        + $"<NtryDtls>{(details.Length > 0 ? details : Transaction(null, text))}</NtryDtls></Ntry>";

    public static string Transaction(string? amount, string text, string refs = "") =>
        $"<TxDtls>{(refs.Length > 0 ? $"<Refs>{refs}</Refs>" : "")}{(amount is null ? "" : $"<Amt Ccy=\"EUR\">{amount}</Amt>")}<RmtInf><Ustrd>{text}</Ustrd></RmtInf></TxDtls>";

    private static string Balance(string code, string amount) =>
        $"<Bal><Tp><CdOrPrtry><Cd>{code}</Cd></CdOrPrtry></Tp><Amt Ccy=\"EUR\">{amount.TrimStart('-')}</Amt><CdtDbtInd>{(amount[0] == '-' ? "DBIT" : "CRDT")}</CdtDbtInd><Dt><Dt>2026-05-02</Dt></Dt></Bal>";
}
