using System.Text;
using Fleet.FineCollection.Statements.Reading;
using Fleet.ServiceDefaults;

namespace Fleet.Tests.Unit.FineCollection.Book;

public sealed class CsvStatementTests
{
    private static readonly CsvFacts Facts = new("NL91 ABNA 0417 1643 00", "EUR");

    [Theory]
    [InlineData("1234.56", 123_456)]
    [InlineData("1.234,56", 123_456)]
    [InlineData("1,234.56", 123_456)]
    [InlineData("1 234,56", 123_456)]
    [InlineData("1'234.56", 123_456)]
    [InlineData("1.234.567", 123_456_700)]
    [InlineData("-12,5", -1_250)]
    [InlineData("12,50-", -1_250)]
    [InlineData("+7", 700)]
    [InlineData("0,07", 7)]
    [InlineData("-.5", -50)]
    public void Amounts_are_read_as_people_write_them(string text, long minorUnits) => Assert.Equal(minorUnits, MinorUnits.OfText(text, "EUR", out _));

    [Theory]
    [InlineData("1,234")]
    [InlineData("1.234")]
    [InlineData("12.345,6.7")]
    [InlineData("1,23,456.00")]
    [InlineData("1.005")]
    [InlineData("12a")]
    [InlineData("1e5")]
    [InlineData("--5")]
    [InlineData("NaN")]
    [InlineData("99999999999999999999")]
    public void What_is_no_amount_or_could_be_two_is_none(string text) => Assert.Null(MinorUnits.OfText(text, "EUR", out _));

    [Fact]
    public void Minor_units_are_those_of_the_currency() =>
        Assert.Equal([1_234, 1_234_000], [MinorUnits.OfText("1234", "JPY", out _), MinorUnits.OfText("1234", "KWD", out _)]);

    [Fact]
    public void Bad_lines_are_named_with_line_and_column_and_the_good_ones_are_taken()
    {
        var file = CsvStatement.Read("date,amount,text\n2026-05-01,10.00,one\n2026-13-01,10.00,two\n2026-05-01,\"unclosed,three\n2026-05-01,12,50,four\n2026-05-02,abc,five\n2026-05-02,-4.00,\"six\nlines\"\n", Facts);
        Assert.Equal([1_000, -400], file.Lines.Select(line => line.MinorUnits));
        Assert.Equal([2, 7], file.Lines.Select(line => line.Number));
        Assert.Equal([(3, 1, "bad_date"), (4, 12, "text_after_quote"), (5, 18, "wrong_columns"), (6, 12, "bad_amount")], file.Mistakes.Select(mistake => (mistake.Line, mistake.Column, mistake.Code)));
        Assert.Equal("NL91ABNA0417164300", file.Lines[0].Account);
    }

    [Fact]
    public void A_quote_that_is_never_closed_costs_its_own_line_alone()
    {
        var file = CsvStatement.Read("date,amount,text\n2026-05-01,10.00,\"open\n2026-05-01,11.00,good\n2026-05-01,12.00,good\n", Facts);
        Assert.Equal([1_100, 1_200], file.Lines.Select(line => line.MinorUnits));
        Assert.Equal((2, 18, "unclosed_quote"), (file.Mistakes[0].Line, file.Mistakes[0].Column, file.Mistakes[0].Code));
    }

    [Fact]
    public void Separators_and_columns_are_those_of_the_header()
    {
        var file = CsvStatement.Read("Amount;Currency;Booking Date;Value_Date;Account;Reference;Text;Balance\r\n1.234,50;eur;02.05.2026;20260501;de89 3704;R1;\"a;b\";9\r\n", new CsvFacts(null, null));
        var line = Assert.Single(file.Lines);
        Assert.Equal((123_450, "EUR", new DateOnly(2026, 5, 2), new DateOnly(2026, 5, 1), "DE893704", "a;b"), (line.MinorUnits, line.Currency, line.BookedOn, line.ValueDate, line.Account, line.Text));
    }

    [Fact]
    public void A_line_with_a_reference_is_one_line_however_often_it_comes_and_without_one_the_equal_lines_of_a_file_are_counted()
    {
        const string Header = "date,amount,text,reference\n";
        var named = CsvStatement.Read(Header + "2026-05-01,10.00,a,R1\n2026-05-01,10.00,other words,R1\n", Facts).Lines;
        Assert.Equal(named[0].Id, named[1].Id);
        var unnamed = CsvStatement.Read(Header + "2026-05-01,10.00,a,\n2026-05-01,10.00,a,\n", Facts).Lines;
        Assert.NotEqual(unnamed[0].Id, unnamed[1].Id);
        Assert.Equal(unnamed[1].Id, CsvStatement.Read(Header + "2026-04-30,1.00,z,\n2026-05-01,10.00,a,\n2026-05-01,10.00,a,\n", Facts).Lines[2].Id);
    }

    [Theory]
    [InlineData("", "empty_file")]
    [InlineData("amount,text\n1,a\n", "required")]
    [InlineData("date,text\n2026-05-01,a\n", "required")]
    [InlineData("date,amount,amountMinorUnits\n", "required")]
    [InlineData("date,amount,Amount\n", "twice")]
    public void A_file_without_the_columns_is_refused(string text, string code) =>
        Assert.Equal(code, Assert.Throws<RequestRefusedException>(() => CsvStatement.Read(text, Facts)).Code);

    [Fact]
    public void Bytes_are_text_by_their_mark_or_the_charset_that_was_said()
    {
        Assert.Equal("Zürich", StatementText.Of([0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes("Zürich")], null));
        Assert.Equal("Zürich", StatementText.Of([0xFF, 0xFE, .. Encoding.Unicode.GetBytes("Zürich")], null));
        Assert.Equal("Zürich €", StatementText.Of([(byte)'Z', 0xFC, .. "rich "u8, 0x80], "windows-1252"));
        Assert.Equal("bad_encoding", Assert.Throws<RequestRefusedException>(() => StatementText.Of([(byte)'Z', 0xFC], null)).Code);
        Assert.Equal("unsupported_charset", Assert.Throws<RequestRefusedException>(() => StatementText.Of([65], "klingon")).Code);
    }
}
