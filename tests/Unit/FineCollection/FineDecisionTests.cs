using Fleet.Contracts;
using Fleet.Contracts.FineCollection;
using Fleet.FineCollection.Domain;
using Fleet.FineCollection.Domain.Life;

namespace Fleet.Tests.Unit.FineCollection;

public sealed class FineDecisionTests
{
    [Fact]
    public void An_excess_within_the_bands_is_a_fine_for_the_owner()
    {
        var (fine, told) = FineDecision.Decide(Some.Violation(12), Some.Owner, Some.Book, Some.Now);
        Assert.Equal(FineStates.Issued, fine.State);
        Assert.Equal(new Money(12_900, "EUR"), told.Amount);
        Assert.Equal(FineEventTypes.Issued, told.Type);
        Assert.Equal(Some.Owner, told.Recipient);
        Assert.Equal(new DateOnly(2026, 5, 9), told.DueDate);
        Assert.Equal("v1", fine.TariffVersion);
    }

    [Fact]
    public void A_referral_has_no_amount_no_due_date_and_no_posting()
    {
        var (fine, told) = FineDecision.Decide(Some.Violation(31), Some.Owner, Some.Book, Some.Now);
        Assert.Equal(FineStates.Referred, fine.State);
        Assert.Equal(FineEventTypes.Referred, told.Type);
        Assert.Null(told.Amount);
        Assert.Null(told.DueDate);
        Assert.Empty(fine.Ledger);
    }

    [Fact]
    public void Without_an_owner_the_fine_is_set_and_waits_for_one()
    {
        var (fine, told) = FineDecision.Decide(Some.Violation(12), owner: null, Some.Book, Some.Now);
        Assert.Equal(FineStates.OwnerUnknown, fine.State);
        Assert.Equal(FineEventTypes.OwnerUnknown, told.Type);
        Assert.Null(told.Recipient);
        Assert.Equal(new Money(12_900, "EUR"), told.Amount);
    }

    [Fact]
    public void Ids_follow_from_the_violation_alone()
    {
        var first = FineDecision.Decide(Some.Violation(), Some.Owner, Some.Book, Some.Now);
        var later = FineDecision.Decide(Some.Violation(), Some.Owner, Some.Book, Some.Now.AddDays(3));
        Assert.Equal(DerivedId.Fine(Some.Violation().ViolationId), first.Fine.Id);
        Assert.Equal(first.Fine.Id, later.Fine.Id);
        Assert.Equal(first.Event.EventId, later.Event.EventId);
    }

    [Fact]
    public void The_tariff_of_the_local_day_counts_not_that_of_the_day_in_utc()
    {
        var book = new TariffBook([Some.Tariff("old", "2026-01-01"), Some.Tariff("new", "2026-07-01")]);
        var justPastMidnight = new DateTimeOffset(2026, 6, 30, 22, 5, 0, TimeSpan.Zero);
        Assert.Equal("new", FineDecision.Decide(Some.Violation(leftAt: justPastMidnight), Some.Owner, book, Some.Now).Fine.TariffVersion);
    }

    [Theory]
    [InlineData("2026-03-14T22:59:59Z", "2026-05-09")]
    [InlineData("2026-03-14T23:00:00Z", "2026-05-10")]
    [InlineData("2026-07-14T21:59:59Z", "2026-09-08")]
    [InlineData("2026-07-14T22:00:00Z", "2026-09-09")]
    public void The_term_begins_on_the_local_day_of_the_decision(string now, string due)
    {
        var decided = FineDecision.Decide(Some.Violation(), Some.Owner, Some.Book, DateTimeOffset.Parse(now));
        Assert.Equal(DateOnly.Parse(due), decided.Fine.DueDate);
    }

    [Fact]
    public void The_notice_gets_measured_tolerance_and_corrected_speed_apart()
    {
        var summary = FineDecision.Decide(Some.Violation(12), Some.Owner, Some.Book, Some.Now).Event.Violation;
        Assert.Equal((115.4m, 3.4m, 112, 100), (summary.MeasuredSpeedKmh, summary.ToleranceKmh, summary.CorrectedSpeedKmh, summary.LimitKmh));
    }
}
