using Fleet.Contracts.FineCollection;
using Fleet.Contracts.VehicleRegistry;
using Fleet.FineCollection.Domain;
using Fleet.FineCollection.Domain.Calendars;
using Fleet.FineCollection.Domain.Life;

namespace Fleet.Tests.Unit.FineCollection;

public sealed class ErasureTests
{
    private static readonly DateTimeOffset Closed = new(2026, 3, 14, 22, 59, 0, TimeSpan.Zero);
    private static readonly FineLaw Law = new(
        new Tariff("NL", "nl", new DateOnly(2026, 1, 1), "EUR", 42, 900, [new Band(1, 30, 5_000)], 31), LegalCalendar.Plain, TimeZoneInfo.FindSystemTimeZoneById("Europe/Amsterdam"));

    [Theory]
    [InlineData(FineStates.Paid, 2033, 3, 14, true, null)]
    [InlineData(FineStates.Paid, 2033, 3, 13, false, "retention")]
    [InlineData(FineStates.Referred, 2033, 3, 14, true, null)]
    [InlineData(FineStates.InCollection, 2060, 1, 1, false, "open")]
    [InlineData(FineStates.Objected, 2060, 1, 1, false, "open")]
    public void A_closed_fine_forgets_the_person_when_the_years_are_over(string state, int year, int month, int day, bool mayErase, string? reason)
    {
        var rule = Erasure.Of(Fine(state), 7, Law, new DateTimeOffset(year, month, day, 12, 0, 0, TimeSpan.Zero));
        Assert.Equal((mayErase, reason), (rule.MayErase, rule.Reason));
    }

    [Fact]
    public void What_is_owed_back_keeps_the_person()
    {
        var fine = Fine(FineStates.Paid) with { Ledger = [new Posting("x", Closed, Accounts.Cash, 5, "EUR"), new Posting("x", Closed, Accounts.RefundsDue, -5, "EUR")] };
        Assert.Equal("refund_due", Erasure.Of(fine, 7, Law, Closed.AddYears(20)).Reason);
    }

    [Fact]
    public void The_person_goes_and_the_books_and_the_trail_stay()
    {
        var fine = Fine(FineStates.Paid);
        var erased = Erasure.Erased(fine);
        Assert.Equal(new Owner("own_1", "", "", Locale: "nl"), erased.Owner);
        Assert.Equal("", erased.Objection!.Grounds);
        Assert.Equal((fine.Ledger, fine.Trail, fine.Sequence), (erased.Ledger, erased.Trail, erased.Sequence));
    }

    private static Fine Fine(string state) => new(
        "fin_1", state, new ViolationSummary("vio_1", "AB123C", "A2", "km 1", "Europe/Amsterdam", Closed, Closed, 100, 110, 3, 107), "a2", "NL", "nl",
        new Owner("own_1", "Ada", "ada@x.example", new PostalAddress("Dam 1", "1012", "Amsterdam", "NL"), "nl", "+31201234567"), Closed, null, [],
        Objection: new Objection(Closed, "I was ill."));
}
