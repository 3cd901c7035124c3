using Fleet.Contracts.FineCollection;
using Fleet.Notification.Templates.Formats;

namespace Fleet.Tests.Unit.Notification;

public sealed class LocaleFormatsTests
{
    [Theory]
    [InlineData("en", 0, "EUR", "EUR 0.00")]
    [InlineData("en", 5, "EUR", "EUR 0.05")]
    [InlineData("en", 123_456_789, "GBP", "GBP 1,234,567.89")]
    [InlineData("en", 12_900, "JPY", "JPY 12,900")]
    [InlineData("en", 12_900, "KWD", "KWD 12.900")]
    [InlineData("en", -950, "EUR", "EUR -9.50")]
    [InlineData("nl", 123_450, "EUR", "€ 1.234,50")]
    [InlineData("nl", 12_900, "KWD", "KWD 12,900")]
    [InlineData("de", 123_450, "EUR", "1.234,50 €")]
    [InlineData("de", 12_900, "JPY", "12.900 JPY")]
    [InlineData("de", long.MaxValue, "EUR", "92.233.720.368.547.758,07 €")]
    public void An_amount_has_the_decimals_of_its_currency_and_the_separators_of_the_language(string locale, long minorUnits, string currency, string text) =>
        Assert.Equal(text, Of(locale).MoneyOf(new Money(minorUnits, currency)));

    [Theory]
    [InlineData("en", "1 March 2026", "31 December 2026")]
    [InlineData("nl", "1 maart 2026", "31 december 2026")]
    [InlineData("de", "1. März 2026", "31. Dezember 2026")]
    public void A_date_is_written_out(string locale, string march, string december)
    {
        Assert.Equal(march, Of(locale).DateOf(new DateOnly(2026, 3, 1)));
        Assert.Equal(december, Of(locale).DateOf(new DateOnly(2026, 12, 31)));
    }

    [Theory]
    [InlineData("en", "2026-03-29T00:59:59Z", "Europe/Amsterdam", "29 March 2026, 01:59:59 (UTC+01:00, Europe/Amsterdam)")]
    [InlineData("en", "2026-03-29T01:00:00Z", "Europe/Amsterdam", "29 March 2026, 03:00:00 (UTC+02:00, Europe/Amsterdam)")]
    [InlineData("en", "2026-10-25T00:30:05Z", "Europe/Amsterdam", "25 October 2026, 02:30:05 (UTC+02:00, Europe/Amsterdam)")]
    [InlineData("nl", "2026-10-25T01:30:05Z", "Europe/Amsterdam", "25 oktober 2026, 02:30:05 uur (UTC+01:00, Europe/Amsterdam)")]
    [InlineData("de", "2026-07-01T22:00:00Z", "Europe/Berlin", "2. Juli 2026, 00:00:00 Uhr (UTC+02:00, Europe/Berlin)")]
    [InlineData("en", "2026-07-01T12:05:00Z", "Asia/Kolkata", "1 July 2026, 17:35:00 (UTC+05:30, Asia/Kolkata)")]
    public void An_instant_is_told_in_the_local_time_of_the_road(string locale, string instant, string zone, string told) =>
        Assert.Equal(told, Of(locale).TimeOf(DateTimeOffset.Parse(instant), zone));

    [Fact]
    public void A_speed_has_the_decimal_of_the_language() =>
        Assert.Equal(("122.4 km/h", "122,4 km/h", "118 km/h"), (Of("en").SpeedOf(122.4m), Of("nl").SpeedOf(122.4m), Of("de").SpeedOf(118m)));

    [Fact]
    public void Every_language_has_twelve_months_and_words_for_the_same_kinds()
    {
        foreach (var kit in FineNoticeTests.Shipped.Locales.Values)
        {
            Assert.Equal(12, kit.Formats.Months.Distinct().Count());
            Assert.Equal(Of("en").Kinds.Keys.Order(), kit.Formats.Kinds.Keys.Order());
        }
    }

    private static LocaleFormats Of(string locale) => FineNoticeTests.Shipped.Locales[locale].Formats;
}
