using Fleet.Contracts.FineCollection;
using Fleet.FineCollection.Domain;
using Fleet.FineCollection.Domain.Life;

namespace Fleet.Tests.Unit.FineCollection.Life;

public sealed class ObjectingTests
{
    [Fact]
    public void An_objection_stops_the_clocks_and_upholding_lets_them_go_on_with_the_days_left()
    {
        var life = new ALife().Until(FineStates.Served);
        var (left, prescribes) = (life.Fine.DueDate!.Value.DayNumber - life.Today.DayNumber, life.Fine.Terms!.PrescribesOn!.Value);
        life.Object();
        Assert.Null(life.Fine.Terms!.NextStepAt);
        Assert.Null(life.Fine.DueDate);
        life.Days(400).Decide(Decisions.Upheld).Is(FineStates.Served);
        Assert.Equal((life.Today.AddDays(left), prescribes.AddDays(400)), (life.Fine.DueDate, life.Fine.Terms.PrescribesOn));
    }

    [Fact]
    public void At_least_one_day_is_left()
    {
        var life = new ALife().Until(FineStates.Served);
        life.Now = life.Fine.Terms!.NextStepAt!.Value.AddMinutes(-1);
        var late = new ALife(life.Fine with { Terms = life.Fine.Terms with { ObjectUntil = life.Today } }, life.Law, life.Now).Object().Days(3);
        Assert.Equal(late.Today.AddDays(1), late.Decide(Decisions.Upheld).Fine.DueDate);
    }

    [Fact]
    public void The_discount_window_goes_on_too()
    {
        var life = new ALife().Until(FineStates.DiscountWindow).Object().Days(100).Decide(Decisions.Upheld).Is(FineStates.DiscountWindow);
        Assert.Equal(life.Today.AddDays(10), life.Fine.Terms!.DiscountUntil);
        life.Days(10).Pay(9_900).Is(FineStates.Paid);
    }

    [Fact]
    public void A_payment_during_an_objection_is_booked_and_the_state_stays_until_the_decision()
    {
        var life = new ALife().Until(FineStates.DiscountWindow).Object().Days(60).Pay(9_900).Is(FineStates.Objected);
        Assert.Equal((0, FineEventTypes.PaymentReceived), (life.Due, life.Told[^1].Type));
        life.Decide(Decisions.Upheld).Is(FineStates.Paid);
        Assert.Equal([FineEventTypes.Upheld, FineEventTypes.Paid], life.Told.TakeLast(2).Select(told => told.Type));
    }

    [Fact]
    public void A_lower_penalty_lowers_percentages_and_what_was_paid_too_much_is_owed_back()
    {
        var life = new ALife().Until(FineStates.Served);
        var inTime = new ALife(life.Fine with { Terms = life.Fine.Terms! with { ObjectUntil = new DateOnly(2027, 1, 1) } }, life.Law, life.Now);
        inTime.Until(FineStates.Reminded).Pay(10_000).Object().Decide(Decisions.Reduced, 4_001).Is(FineStates.Paid);
        // 4,001 + 900 + half of 4,001, rounded up at the half.
        Assert.Equal(10_000 - (4_001 + 900 + 2_001), inTime.Refundable);
        Assert.Equal(-2_001, Ledger.Balance(inTime.Fine.Ledger, Accounts.Surcharges));
    }

    [Fact]
    public void A_dismissed_fine_is_reversed_and_all_payments_are_owed_back()
    {
        var life = LifeWays.To(FineStates.Objected).Pay(5_000).Decide(Decisions.Dismissed).Is(FineStates.Dismissed);
        Assert.Equal((0, 5_000), (life.Due, life.Refundable));
        Assert.Equal(0, Ledger.Balance(life.Fine.Ledger, Accounts.Revenue) + Ledger.Balance(life.Fine.Ledger, Accounts.Fees));
    }

    [Theory]
    [InlineData("2026-04-29T21:59:59Z", true)]
    [InlineData("2026-04-29T22:00:00Z", false)]
    public void The_last_day_to_object_ends_with_the_local_day(string now, bool isInTime)
    {
        var life = new ALife().Until(FineStates.Served);
        life.Now = DateTimeOffset.Parse(now);
        Assert.Equal(new DateOnly(2026, 4, 29), life.Fine.Terms!.ObjectUntil);
        if (isInTime) life.Object();
        else Assert.Equal("too_late", life.Refusal(new FineCommand.Object("why")));
    }

    [Fact]
    public void There_is_no_second_objection()
    {
        var life = new ALife().Object().Decide(Decisions.Upheld);
        Assert.Equal("already_decided", life.Refusal(new FineCommand.Object("again")));
    }

    [Theory]
    [InlineData("maybe", null, "invalid_decision")]
    [InlineData(Decisions.Reduced, null, "invalid_penalty")]
    [InlineData(Decisions.Reduced, 0L, "invalid_penalty")]
    [InlineData(Decisions.Reduced, 12_000L, "invalid_penalty")]
    [InlineData(Decisions.Upheld, 1L, "invalid_penalty")]
    public void A_decision_that_is_none_is_refused(string decision, long? penalty, string code) =>
        Assert.Equal(code, LifeWays.To(FineStates.Objected).Refusal(new FineCommand.Decide(decision, penalty, "because")));

    [Fact]
    public void Who_objects_has_got_the_notice()
    {
        var life = new ALife().Object();
        Assert.Equal(life.Today, life.Fine.Terms!.ServedOn);
        life.Decide(Decisions.Upheld).Is(FineStates.DiscountWindow);
    }

    [Fact]
    public void A_plan_stands_still_and_goes_on_later()
    {
        var life = new ALife().Until(FineStates.DiscountWindow).Agree(3);
        var days = life.Fine.Plan!.Parts.Select(part => part.DueDate.AddDays(20));
        life.Object().Days(20).Decide(Decisions.Upheld).Is(FineStates.Instalments);
        Assert.Equal(days, life.Fine.Plan!.Parts.Select(part => part.DueDate));
        life.Step().Is(FineStates.Served);
    }
}
