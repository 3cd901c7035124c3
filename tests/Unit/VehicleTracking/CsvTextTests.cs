using System.Text;
using Fleet.VehicleTracking.Exports;

namespace Fleet.Tests.Unit.VehicleTracking;

public sealed class CsvTextTests
{
    [Theory]
    [InlineData("plain", "plain")]
    [InlineData(null, "")]
    [InlineData("a,b", "\"a,b\"")]
    [InlineData("say \"no\"", "\"say \"\"no\"\"\"")]
    [InlineData("two\r\nlines", "\"two\r\nlines\"")]
    [InlineData("=1+1", "'=1+1")]
    [InlineData("+1", "'+1")]
    [InlineData("-cmd", "'-cmd")]
    [InlineData("@sum", "'@sum")]
    [InlineData("\tx", "'\tx")]
    public void A_text_is_one_field_and_no_formula(string? text, string field) =>
        Assert.Equal($"1.5,{field}\r\n", Record(csv => csv.Number(1.5).Text(text)));

    [Fact]
    public void A_number_below_zero_stays_a_number() => Assert.Equal("-0.0000001,-1.5,\r\n", Record(csv => csv.Degrees(-1e-7).Number(-1.5).Number(null)));

    private static string Record(Action<CsvText> write)
    {
        var text = new StringBuilder();
        var csv = new CsvText(text);
        write(csv);
        csv.End();
        return text.ToString();
    }
}
