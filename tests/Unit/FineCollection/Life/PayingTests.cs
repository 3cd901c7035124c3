using Fleet.Contracts.FineCollection;
using Fleet.FineCollection.Domain;
using Fleet.FineCollection.Domain.Life;

namespace Fleet.Tests.Unit.FineCollection.Life;

public sealed class PayingTests
{
    [Fact]
    public void The_discounted_amount_within_the_window_pays_the_fine()
    {
        var life = new ALife().Until(FineStates.DiscountWindow).Pay(9_900).Is(FineStates.Paid);
        Assert.Equal((0, 3_000), (life.Due, Balance(life, Accounts.Discounts)));
        Assert.Equal(FineEventTypes.Paid, life.Told[^1].Type);
    }

    [Theory]
    [InlineData("2026-03-28", FineStates.Paid)]
    [InlineData("2026-03-29", FineStates.Served)]
    public void The_value_date_decides_whether_the_discount_counts_whenever_the_money_is_booked(string valueDate, string state)
    {
        var life = new ALife().Until(FineStates.Served).Pay(9_900, valueDate: DateOnly.Parse(valueDate)).Is(state);
        Assert.Equal(state == FineStates.Paid ? 0 : 3_000, life.Due);
    }

    [Fact]
    public void Two_parts_within_the_window_earn_the_discount_together_in_any_order()
    {
        var life = new ALife().Until(FineStates.DiscountWindow).Pay(4_000, "pay_1").Is(FineStates.DiscountWindow);
        Assert.Equal(8_900, life.Due);
        life.Until(FineStates.Served).Pay(5_900, "pay_2", new DateOnly(2026, 3, 20)).Is(FineStates.Paid);
    }

    [Fact]
    public void Money_that_went_back_and_was_dishonoured_after_that_is_due_even_of_a_referral()
    {
        var life = new ALife(excessKmh: 40).Pay(500).Refund(500).Bounce();
        Assert.Equal((500, new Money(500, "EUR")), (life.Due, life.Told[^1].Amount));
    }

    [Fact]
    public void Who_pays_in_full_within_the_window_gets_the_discount_back()
    {
        var life = new ALife().Until(FineStates.DiscountWindow).Pay(12_900).Is(FineStates.Paid);
        Assert.Equal(3_000, life.Refundable);
        Assert.Equal(new Money(3_000, "EUR"), life.Told[^1].Details!.Refundable);
    }

    [Theory]
    [InlineData("2026-05-09", FineStates.Paid)]
    [InlineData("2026-05-10", FineStates.Reminded)]
    public void A_surcharge_falls_when_everything_had_been_paid_by_the_day_before_it(string valueDate, string state)
    {
        var life = new ALife().Until(FineStates.Reminded);
        Assert.Equal(18_900, life.Due);
        life.Pay(12_900, valueDate: DateOnly.Parse(valueDate)).Is(state);
        Assert.Equal(state == FineStates.Paid ? 0 : 6_000, life.Due);
    }

    [Fact]
    public void A_payment_before_the_first_surcharge_takes_both_back()
    {
        var life = new ALife().Until(FineStates.InCollection);
        Assert.Equal(12_900 + 6_000 + 12_500, life.Due);
        life.Pay(12_900, valueDate: new DateOnly(2026, 5, 9)).Is(FineStates.Paid);
        Assert.Equal(0, Balance(life, Accounts.Surcharges));
    }

    [Fact]
    public void A_part_before_the_surcharge_takes_nothing_back()
    {
        var life = new ALife().Until(FineStates.Reminded).Pay(12_899, valueDate: new DateOnly(2026, 5, 9)).Is(FineStates.Reminded);
        Assert.Equal(6_001, life.Due);
        Assert.Equal(FineEventTypes.PaymentReceived, life.Told[^1].Type);
    }

    [Fact]
    public void Of_two_payments_at_once_the_second_is_owed_back_whichever_it_is()
    {
        foreach (var (first, second) in new[] { ("pay_a", "pay_b"), ("pay_b", "pay_a") })
        {
            var life = new ALife().Until(FineStates.Served).Pay(12_900, first).Pay(12_900, second).Is(FineStates.Paid);
            Assert.Equal((0, 12_900), (life.Due, life.Refundable));
        }
    }

    [Fact]
    public void The_same_payment_is_booked_once_whoever_reports_it()
    {
        var life = new ALife().Until(FineStates.Served).Pay(5_000);
        Assert.IsType<LifeOutcome.Unchanged>(life.Try(ALife.Payment(5_000, "pay_1", life.Today), "another order"));
        Assert.Equal(7_900, life.Due);
    }

    [Fact]
    public void Another_currency_and_no_amount_are_refused()
    {
        var life = new ALife();
        var wrong = Assert.IsType<LifeOutcome.Refused>(life.Try(new FineCommand.Pay("pay_1", new Money(100, "SEK"), life.Today, "card")));
        Assert.Equal(("wrong_currency", "amount.currency"), (wrong.Code, wrong.Param));
        Assert.Equal("invalid_amount", life.Refusal(ALife.Payment(0, "pay_1", life.Today)));
    }

    [Theory]
    [InlineData(FineStates.Dismissed)]
    [InlineData(FineStates.Nominated)]
    [InlineData(FineStates.Withdrawn)]
    [InlineData(FineStates.WrittenOff)]
    [InlineData(FineStates.Prescribed)]
    [InlineData(FineStates.Referred)]
    public void Money_for_a_fine_that_asks_for_none_is_owed_back_and_the_state_stays(string state)
    {
        var life = LifeWays.To(state).Pay(5_000, "pay_5").Is(state);
        Assert.Equal((0, 5_000), (life.Due, life.Refundable));
        Assert.Equal(state == FineStates.Referred, life.Told[^1].Amount is null);
    }

    [Fact]
    public void At_most_what_is_owed_back_goes_back()
    {
        var life = LifeWays.To(FineStates.Paid).Pay(500, "pay_2");
        Assert.Equal("more_than_refundable", life.Refusal(new FineCommand.Refund("ref_1", new Money(501, "EUR"))));
        life.Refund(500).Is(FineStates.Paid);
        Assert.Equal((FineEventTypes.Refunded, new Money(500, "EUR")), (life.Told[^1].Type, life.Told[^1].Details!.Refunded));
        Assert.Equal(0, life.Refundable);
        Assert.IsType<LifeOutcome.Unchanged>(life.Try(new FineCommand.Refund("ref_1", new Money(500, "EUR"))));
        Assert.Equal("nothing_refundable", life.Refusal(new FineCommand.Refund("ref_2", new Money(1, "EUR"))));
    }

    private static long Balance(ALife life, string account) => Ledger.Balance(life.Fine.Ledger, account);
}
