using Fleet.FineCollection.Statements.Reading;

namespace Fleet.Tests.Unit.FineCollection.Book;

public sealed class PaymentReferenceTests
{
    private const string Fine = "fin_0nptbbqk512fm7znkhzfckx9v6";

    [Theory]
    [InlineData("fin_0nptbbqk512fm7znkhzfckx9v6")]
    [InlineData("FIN_0NPTBBQK512FM7ZNKHZFCKX9V6")]
    [InlineData("my fine: fin 0nptbb qk512f m7znkh zfckx9 v6, thanks")]
    [InlineData("fin-0npt-bbqk-512f-m7zn-khzf-ckx9-v6")]
    [InlineData("fin_0nptbbqk51\n2fm7znkhzfckx9v6")]
    [InlineData("REF.fin_ONPTBBQK5I2FM7ZNKHZFCKX9V6")]
    [InlineData("ref0finefin0nptbbqk5l2fm7znkhzfckx9v6 and more")]
    public void It_is_found_however_it_is_written(string text) => Assert.Contains(Fine, PaymentReference.Candidates(text).Prefixed);

    [Theory]
    [InlineData("0nptbbqk512fm7znkhzfckx9v6")]
    [InlineData("payment 0NPTBBQK512FM7 ZNKHZFCKX9V6")]
    [InlineData("NR0NPTBBQK512FM7ZNKHZFCKX9V6 Jansen")]
    public void It_is_found_without_its_prefix(string text) => Assert.Contains(Fine, PaymentReference.Candidates(text).Others);

    [Theory]
    [InlineData("")]
    [InlineData("thank you for everything")]
    [InlineData("fin_0nptbbqk512fm7znkhzfckx9v")]
    [InlineData("fin_9nptbbqk512fm7znkhzfckx9v6")]
    public void Nothing_is_found_where_nothing_is(string text) => Assert.Empty(PaymentReference.Candidates(text).Prefixed);

    [Fact]
    public void A_long_text_gives_few_candidates() =>
        Assert.InRange(PaymentReference.Candidates(string.Concat(Enumerable.Repeat("1 0 ", 10_000))).Others.Count, 1, 32);
}
