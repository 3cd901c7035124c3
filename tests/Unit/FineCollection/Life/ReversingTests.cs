using Fleet.Contracts.FineCollection;
using Fleet.FineCollection.Domain;
using Fleet.FineCollection.Domain.Life;

namespace Fleet.Tests.Unit.FineCollection.Life;

public sealed class ReversingTests
{
    [Fact]
    public void What_a_bad_payment_covered_is_due_again_with_a_fee_and_a_fresh_term()
    {
        var life = new ALife().Until(FineStates.Reminded).Pay(18_900).Days(10).Bounce().Is(FineStates.Reminded);
        Assert.Equal(18_900 + 1_000, life.Due);
        Assert.Equal(life.Today.AddDays(28), life.Fine.DueDate);
        Assert.Equal((FineEventTypes.PaymentReversed, new Money(18_900, "EUR")), (life.Told[^1].Type, life.Told[^1].Details!.Received));
    }

    [Fact]
    public void A_discount_that_a_bad_payment_had_earned_is_lost_after_the_window()
    {
        var life = new ALife().Until(FineStates.DiscountWindow).Pay(9_900).Days(30).Bounce().Is(FineStates.Served);
        Assert.Equal((12_900 + 1_000, life.Today.AddDays(56)), (life.Due, life.Fine.DueDate));
    }

    [Fact]
    public void A_bad_payment_within_the_window_leaves_the_window_open()
    {
        var life = new ALife().Until(FineStates.DiscountWindow).Pay(9_900).Days(1).Bounce().Is(FineStates.DiscountWindow);
        life.Pay(9_900 + 1_000, "pay_2").Is(FineStates.Paid);
    }

    [Fact]
    public void A_surcharge_that_a_bad_payment_had_taken_back_counts_again()
    {
        var life = new ALife().Until(FineStates.Reminded).Pay(12_900, valueDate: new DateOnly(2026, 5, 1)).Is(FineStates.Paid).Bounce().Is(FineStates.Reminded);
        Assert.Equal(18_900 + 1_000, life.Due);
    }

    [Fact]
    public void Of_a_fine_paid_twice_one_bad_payment_only_lowers_what_is_owed_back()
    {
        var life = LifeWays.To(FineStates.Paid).Pay(12_900, "pay_2").Bounce("pay_2").Is(FineStates.Paid);
        Assert.Equal((0, 0), (life.Due, life.Refundable));
    }

    [Fact]
    public void After_a_refund_of_it_the_money_of_a_bad_payment_is_due()
    {
        var life = LifeWays.To(FineStates.Paid).Do(new FineCommand.Withdraw("mistake"));
        Assert.Equal(12_900, life.Refundable);
        life.Refund(12_000).Bounce().Is(FineStates.Withdrawn);
        Assert.Equal((12_000, 0), (life.Due, life.Refundable));
        Assert.Null(life.Fine.Terms!.NextStepAt);
        life.Pay(12_000, "pay_2").Is(FineStates.Withdrawn);
        Assert.Equal((0, 0), (life.Due, life.Refundable));
    }

    [Fact]
    public void After_a_write_off_the_reversed_amount_is_with_the_collector()
    {
        var life = LifeWays.To(FineStates.WrittenOff).Bounce("pay_0").Is(FineStates.InCollection);
        Assert.Equal(100 + 1_000, life.Due);
        life.Pay(1_100, "pay_2").Is(FineStates.Paid).Bounce("pay_2").Is(FineStates.InCollection);
    }

    [Fact]
    public void After_a_write_off_a_payment_that_was_owed_back_changes_nothing_else()
    {
        var life = LifeWays.To(FineStates.WrittenOff).Pay(500, "pay_2").Bounce("pay_2").Is(FineStates.WrittenOff);
        Assert.Equal((0, 0), (life.Due, life.Refundable));
    }

    [Fact]
    public void After_prescription_the_reversed_amount_is_given_up_at_once()
    {
        var life = new ALife().Until(FineStates.InCollection).Pay(100).Until(FineStates.Prescribed);
        var before = Ledger.Balance(life.Fine.Ledger, Accounts.WriteOffs);
        life.Bounce().Is(FineStates.Prescribed);
        Assert.Equal((0, before + 100), (life.Due, Ledger.Balance(life.Fine.Ledger, Accounts.WriteOffs)));
    }

    [Fact]
    public void A_payment_is_reversed_once_and_an_unknown_one_never()
    {
        var life = LifeWays.To(FineStates.Paid).Bounce();
        Assert.IsType<LifeOutcome.Unchanged>(life.Try(new FineCommand.ReversePayment("pay_1", "again")));
        Assert.Equal("unknown_payment", life.Refusal(new FineCommand.ReversePayment("pay_7", "which")));
    }

    [Fact]
    public void A_bad_part_payment_of_a_phase_gives_it_a_fresh_term()
    {
        var life = new ALife().Until(FineStates.Served).Pay(5_000).Days(20).Bounce().Is(FineStates.Served);
        Assert.Equal((13_900, life.Today.AddDays(56)), (life.Due, life.Fine.DueDate));
    }

    [Fact]
    public void A_fine_paid_on_its_way_and_reversed_later_counts_as_served()
    {
        var life = new ALife().Pay(12_900).Days(40).Bounce().Is(FineStates.Served);
        Assert.Equal(new DateOnly(2026, 3, 18), life.Fine.Terms!.ServedOn);
    }

    [Fact]
    public void A_bad_payment_during_an_objection_is_due_again_and_the_clocks_stay_stopped()
    {
        var life = LifeWays.To(FineStates.Objected).Pay(12_900).Is(FineStates.Objected).Bounce().Is(FineStates.Objected);
        Assert.Equal(13_900, life.Due);
        Assert.Null(life.Fine.Terms!.NextStepAt);
    }
}
