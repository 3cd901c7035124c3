using System.Text;
using Fleet.FineCollection.Statements.Reading;
using Fleet.ServiceDefaults;

namespace Fleet.Tests.Unit.FineCollection.Book;

public sealed class CamtTests
{
    private const string Fine = "fin_0nptbbqk512fm7znkhzfckx9v6";

    [Fact]
    public void A_statement_gives_its_lines_with_amount_days_text_and_references()
    {
        var file = CamtReader.Read(Camt.File(Camt.Statement("100.00", "193.25", Camt.Entry("103.00", "A1", Fine) + Camt.Entry("9.75", "A2", "rent", "DBIT"))));
        Assert.Equal(new Statement(Camt.Iban, "S1", "EUR", 10_000, 19_325, 2), Assert.Single(file.Statements));
        Assert.Equal([10_300, -975], file.Lines.Select(line => line.MinorUnits));
        var line = file.Lines[0];
        Assert.Equal((new DateOnly(2026, 5, 2), new DateOnly(2026, 5, 1), "EUR", Camt.Iban, Fine), (line.BookedOn, line.ValueDate, line.Currency, line.Account, line.Text));
        Assert.Equal(["A1"], line.References);
    }

    [Fact]
    public void A_statement_that_does_not_add_up_is_refused_with_the_difference()
    {
        var refused = Refused(Camt.File(Camt.Statement("0.00", "5.00", Camt.Entry("1.50", "A1", ""))));
        Assert.Equal("balance_differs", refused.Code);
        Assert.Contains("350 minor units", refused.Message, StringComparison.Ordinal);
        var second = Camt.Statement("0.00", "1.50", Camt.Entry("1.50", "A1", ""));
        Assert.Equal("balance_differs", Refused(Camt.File(second, Camt.Statement("0.00", "5.00", Camt.Entry("1.50", "A2", "")))).Code);
    }

    [Fact]
    public void Control_sums_are_checked()
    {
        static string Summary(int count, string sum) => $"<TxsSummry><TtlNtries><NbOfNtries>{count}</NbOfNtries><Sum>{sum}</Sum></TtlNtries></TxsSummry>";
        var entries = Camt.Entry("1.50", "A1", "") + Camt.Entry("0.50", "A2", "", "DBIT");
        Assert.Equal(2, CamtReader.Read(Camt.File(Camt.Statement("0.00", "1.00", entries, Summary(2, "2.00")))).Lines.Count);
        Assert.Equal("sum_differs", Refused(Camt.File(Camt.Statement("0.00", "1.00", entries, Summary(3, "2.00")))).Code);
        Assert.Equal("sum_differs", Refused(Camt.File(Camt.Statement("0.00", "1.00", entries, Summary(2, "2.01")))).Code);
    }

    [Fact]
    public void A_batch_is_split_into_its_transactions_and_stays_whole_where_they_are_not_told()
    {
        var details = Camt.Transaction("1.00", "one", "<EndToEndId>E1</EndToEndId>") + Camt.Transaction("2.00", "two", "<EndToEndId>E2</EndToEndId>");
        var split = CamtReader.Read(Camt.File(Camt.Statement("0.00", "3.00", Camt.Entry("3.00", "A1", "", details: details)))).Lines;
        Assert.Equal([(100, "one\nE1"), (200, "two\nE2")], split.Select(line => (line.MinorUnits, line.Text)));
        Assert.Equal(2, split.Select(line => line.Id).Distinct().Count());
        var whole = Assert.Single(CamtReader.Read(Camt.File(Camt.Statement("0.00", "4.00", Camt.Entry("4.00", "A1", "", details: details)))).Lines);
        Assert.Equal((400, "batch_not_told"), (whole.MinorUnits, whole.Unusable));
    }

    [Fact]
    public void A_line_is_the_same_in_another_file_and_equal_lines_of_one_file_are_not()
    {
        var once = Camt.Entry("1.00", "", "coffee");
        var first = CamtReader.Read(Camt.File(Camt.Statement("0.00", "2.00", once + once))).Lines;
        var second = CamtReader.Read(Camt.File(Camt.Statement("5.00", "8.00", once + once + once))).Lines;
        Assert.Equal(2, first.Select(line => line.Id).Distinct().Count());
        Assert.Equal(first.Select(line => line.Id), second.Take(2).Select(line => line.Id));
        Assert.Equal(3, second.Select(line => line.Id).Distinct().Count());
        Assert.NotEqual(first[0].Id, CamtReader.Read(Camt.File(Camt.Statement("0.00", "1.00", once, iban: "DE89370400440532013000"))).Lines[0].Id);
    }

    [Fact]
    public void What_is_only_announced_moves_no_money()
    {
        var pending = Camt.Entry("7.00", "P", "").Replace("BOOK", "PDNG", StringComparison.Ordinal);
        Assert.Empty(CamtReader.Read(Camt.File(Camt.Statement("1.00", "1.00", pending))).Lines);
    }

    [Fact]
    public void A_return_says_so()
    {
        var reversal = Camt.Entry("1.00", "A1", "", "DBIT", more: "<RvslInd>true</RvslInd>");
        var details = "<TxDtls><RtrInf><Rsn><Cd>AC04</Cd></Rsn></RtrInf></TxDtls>";
        var lines = CamtReader.Read(Camt.File(Camt.Statement("2.00", "-1.00", reversal + Camt.Entry("2.00", "A2", "", "DBIT", details: details)))).Lines;
        Assert.All(lines, line => Assert.True(line.IsReturn));
    }

    [Theory]
    [InlineData("<!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/passwd\">]><Document>&e;</Document>", "malformed_xml")]
    [InlineData("<!DOCTYPE x [<!ENTITY a \"aa\"><!ENTITY b \"&a;&a;\">]><Document>&b;</Document>", "malformed_xml")]
    [InlineData("<Document><BkToCstmrStmt><Stmt>", "malformed_xml")]
    [InlineData("", "malformed_xml")]
    [InlineData("<html/>", "not_camt053")]
    [InlineData("<Document><BkToCstmrStmt/></Document>", "empty_file")]
    [InlineData("<Document><BkToCstmrStmt><Stmt/></BkToCstmrStmt></Document>", "required")]
    public void Hostile_and_broken_files_get_a_name(string text, string code) => Assert.Equal(code, Refused(Encoding.UTF8.GetBytes(text)).Code);

    [Fact]
    public void A_file_that_is_too_deep_is_refused_before_it_is_read()
    {
        var deep = string.Concat(Enumerable.Repeat("<a>", 100_000));
        Assert.Equal("too_deep", Refused(Encoding.UTF8.GetBytes("<Document>" + deep)).Code);
    }

    [Theory]
    [InlineData("<Amt Ccy=\"EUR\">1.00</Amt>", "<Amt Ccy=\"EUR\">-1.00</Amt>", "bad_amount")]
    [InlineData("<Amt Ccy=\"EUR\">1.00</Amt>", "<Amt Ccy=\"EUR\">1.005</Amt>", "bad_amount")]
    [InlineData("<Amt Ccy=\"EUR\">1.00</Amt>", "<Amt>1.00</Amt>", "bad_currency")]
    [InlineData("<CdtDbtInd>CRDT</CdtDbtInd><Sts>", "<Sts>", "required")]
    [InlineData("CLBD", "XXXX", "balance_missing")]
    [InlineData("<Amt Ccy=\"EUR\">1.00</Amt>", "<Amt Ccy=\"USD\">1.00</Amt>", "balance_differs")]
    public void A_missing_or_wrong_field_is_named(string from, string to, string code) =>
        Assert.Equal(code, Refused(Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(Camt.File(Camt.Statement("0.00", "1.00", Camt.Entry("1.00", "A1", "")))).Replace(from, to, StringComparison.Ordinal))).Code);

    [Theory]
    [InlineData("utf-16")]
    [InlineData("iso-8859-1")]
    public void The_encoding_is_the_one_that_the_file_declares(string name)
    {
        var text = Encoding.UTF8.GetString(Camt.File(Camt.Statement("0.00", "1.00", Camt.Entry("1.00", "A1", "Müller")))).Replace("UTF-8", name, StringComparison.Ordinal);
        var encoding = Encoding.GetEncoding(name);
        Assert.Equal("Müller", Assert.Single(CamtReader.Read([.. encoding.GetPreamble(), .. encoding.GetBytes(text)]).Lines).Text);
    }

    private static RequestRefusedException Refused(byte[] body) => Assert.Throws<RequestRefusedException>(() => CamtReader.Read(body));
}
