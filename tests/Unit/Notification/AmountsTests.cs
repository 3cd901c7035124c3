using Fleet.Contracts.FineCollection;
using Fleet.Notification.Domain;

namespace Fleet.Tests.Unit.Notification;

public sealed class AmountsTests
{
    [Theory]
    [InlineData(0, "EUR", "EUR 0.00")]
    [InlineData(5, "EUR", "EUR 0.05")]
    [InlineData(12_900, "EUR", "EUR 129.00")]
    [InlineData(123_456_789, "GBP", "GBP 1,234,567.89")]
    [InlineData(12_900, "JPY", "JPY 12,900")]
    [InlineData(12_900, "KWD", "KWD 12.900")]
    [InlineData(-950, "EUR", "EUR -9.50")]
    public void An_amount_has_the_decimals_of_its_currency(long minorUnits, string currency, string text) =>
        Assert.Equal(text, Amounts.Format(new Money(minorUnits, currency)));
}
