using Fleet.FineCollection.Domain;
using Fleet.FineCollection.Tariffs;
using Fleet.FineCollection.Tariffs.Reading;

namespace Fleet.Tests.Unit.FineCollection;

public sealed class TariffFilesTests
{
    private const string Good =
        """
        {
          "jurisdiction": "NL", "version": "v1", "effectiveFrom": "2026-01-01", "currency": "EUR", "paymentTermDays": 56,
          "administrationFeeMinorUnits": 900,
          "bands": [
            { "fromExcessKmh": 1, "toExcessKmh": 10, "amountMinorUnits": 5000 },
            { "fromExcessKmh": 11, "toExcessKmh": 30, "amountMinorUnits": 9000 }
          ],
          "referFromExcessKmh": 31
        }
        """;

    [Fact]
    public void The_shipped_tariffs_have_no_mistake()
    {
        var book = Some.Shipped();
        Assert.Equal("nl-2026-01", book.InEffect("NL", new DateOnly(2026, 3, 1)).Version);
        Assert.Equal("pt-2020-01", book.InEffect("PT", new DateOnly(2026, 3, 1)).Version);
    }

    [Fact]
    public void A_good_file_is_a_tariff()
    {
        var source = Read(Good);
        Assert.Empty(source.Mistakes);
        Assert.Equal(31, source.Value!.ReferFromExcessKmh);
    }

    [Theory]
    [InlineData("\"fromExcessKmh\": 11", "\"fromExcessKmh\": 12", "bands[1].fromExcessKmh")]
    [InlineData("\"fromExcessKmh\": 11", "\"fromExcessKmh\": 10", "bands[1].fromExcessKmh")]
    [InlineData("\"fromExcessKmh\": 1,", "\"fromExcessKmh\": 2,", "bands[0].fromExcessKmh")]
    [InlineData("\"toExcessKmh\": 30", "\"toExcessKmh\": 9", "bands[1].toExcessKmh")]
    [InlineData("9000", "4999", "bands[1].amountMinorUnits")]
    [InlineData("5000", "0", "bands[0].amountMinorUnits")]
    [InlineData("\"referFromExcessKmh\": 31", "\"referFromExcessKmh\": 30", "referFromExcessKmh")]
    [InlineData("EUR", "euro", "currency")]
    [InlineData(": 56", ": 0", "paymentTermDays")]
    [InlineData("Units\": 900,", "Units\": -1,", "administrationFeeMinorUnits")]
    [InlineData("\"v1\"", "\" \"", "version")]
    public void A_broken_rule_is_reported_with_file_and_field(string good, string bad, string field)
    {
        var mistake = Assert.Single(Read(Good.Replace(good, bad, StringComparison.Ordinal)).Mistakes);
        Assert.Equal(("bad.json", field), (mistake.File, mistake.Field));
    }

    [Theory]
    [InlineData("\"paymentTermDays\": 56,", "\"paymentTermDays\": \"56\",")]
    [InlineData("\"paymentTermDays\": 56,", "")]
    [InlineData("\"paymentTermDays\": 56,", "\"paymentTermDays\": 56, \"discount\": 1,")]
    [InlineData("}\n  ],", "}\n  ,")]
    public void What_is_no_tariff_is_reported_with_its_line(string good, string bad)
    {
        Assert.True(Assert.Single(Read(Good.Replace(good, bad, StringComparison.Ordinal)).Mistakes).Line >= 1);
    }

    [Fact]
    public void Every_mistake_of_all_files_is_reported_at_once()
    {
        var folder = Directory.CreateTempSubdirectory();
        try
        {
            File.WriteAllText(Path.Combine(folder.FullName, "a.json"), "{");
            File.WriteAllText(Path.Combine(folder.FullName, "b.json"), Good.Replace("EUR", "€", StringComparison.Ordinal));
            File.WriteAllText(Path.Combine(folder.FullName, "c.json"), Good);
            File.WriteAllText(Path.Combine(folder.FullName, "d.json"), Good);
            var mistakes = Assert.Throws<TariffMistakesException>(() => TariffFiles.Load(folder.FullName)).Mistakes;
            Assert.Contains(mistakes, mistake => mistake.File == "a.json");
            Assert.Contains(mistakes, mistake => mistake is { File: "b.json", Field: "currency" });
            Assert.Contains(mistakes, mistake => mistake.Field == "version");
            Assert.Contains(mistakes, mistake => mistake.Field == "effectiveFrom");
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public void A_folder_without_tariffs_stops_the_start()
    {
        var folder = Directory.CreateTempSubdirectory();
        Assert.Throws<TariffMistakesException>(() => TariffFiles.Load(folder.FullName));
        folder.Delete();
    }

    private static SourceText<Tariff> Read(string json) => TariffFiles.Read("bad.json", json, []);
}
