using Fleet.Contracts;
using Fleet.Contracts.FineCollection;
using Fleet.FineCollection.Domain;
using Fleet.FineCollection.Domain.Life;

namespace Fleet.Tests.Unit.FineCollection.Life;

public sealed class PlanTests
{
    [Fact]
    public void Parts_are_equal_with_the_rest_in_the_first_and_the_last_day_of_short_months()
    {
        var plan = Plans.Of(new Money(1_001, "EUR"), 3, new DateOnly(2026, 12, 31));
        Assert.Equal([335, 333, 333], plan.Parts.Select(part => part.Amount.MinorUnits));
        Assert.Equal([new DateOnly(2026, 12, 31), new DateOnly(2027, 1, 31), new DateOnly(2027, 2, 28)], plan.Parts.Select(part => part.DueDate));
    }

    [Fact]
    public void Payments_cover_parts_in_order_and_the_last_one_pays_the_fine()
    {
        var life = new ALife().Until(FineStates.Served).Agree(3);
        var days = life.Fine.Plan!.Parts.Select(part => part.DueDate).ToList();
        Assert.Equal(days[0], life.Fine.DueDate);
        Assert.Equal(days[0], life.Pay(4_299, "pay_1").Fine.DueDate);
        Assert.Equal(days[1], life.Pay(1, "pay_2").Fine.DueDate);
        Assert.Equal(days[2], life.Pay(4_300, "pay_3").Fine.DueDate);
        life.Pay(4_300, "pay_4").Is(FineStates.Paid);
        Assert.Null(life.Fine.Plan);
    }

    [Fact]
    public void A_missed_part_makes_the_whole_due_and_the_phase_begins_again()
    {
        var life = new ALife().Until(FineStates.FinalNotice).Agree(2).Step().Is(FineStates.FinalNotice);
        Assert.Equal((FineEventTypes.InstalmentsDefaulted, life.Today.AddDays(21)), (life.Told[^1].Type, life.Fine.DueDate));
        Assert.Null(life.Fine.Plan);
    }

    [Fact]
    public void A_bad_payment_opens_its_parts_again_and_the_next_deadline_finds_them_missed()
    {
        var life = new ALife().Until(FineStates.Served).Agree(3).Pay(4_300).Days(20).Bounce().Is(FineStates.Instalments);
        Assert.Equal(13_900, life.Due);
        life.Step().Is(FineStates.Served);
    }

    [Theory]
    [InlineData(1, 10, "count_out_of_range")]
    [InlineData(13, 10, "count_out_of_range")]
    [InlineData(3, -1, "first_due_date_out_of_range")]
    [InlineData(3, 63, "first_due_date_out_of_range")]
    public void A_plan_out_of_bounds_is_refused(int count, int days, string code)
    {
        var life = new ALife().Until(FineStates.Served);
        Assert.Equal(code, life.Refusal(new FineCommand.AgreeInstalments(count, life.Today.AddDays(days))));
    }

    [Fact]
    public void A_tariff_may_offer_no_plans_and_no_plan_outlives_the_claim()
    {
        var without = new ALife(ALife.Tariff() with { Terms = new Terms(MaxInstalments: 0) }).Until(FineStates.Served);
        Assert.Equal("instalments_not_offered", without.Refusal(new FineCommand.AgreeInstalments(2, without.Today)));
        var shortLived = new ALife(ALife.Tariff() with { Terms = new Terms(PrescriptionYears: 1) }).Until(FineStates.InCollection).Days(200);
        Assert.Equal("ends_after_prescription", shortLived.Refusal(new FineCommand.AgreeInstalments(8, shortLived.Today)));
    }

    [Fact]
    public void A_nominated_driver_gets_a_fine_of_the_same_tariff_with_an_id_and_terms_of_its_own()
    {
        var driver = Some.Owner with { OwnerId = "own_2" };
        var life = new ALife().Until(FineStates.DiscountWindow).Pay(500);
        var changed = Assert.IsType<LifeOutcome.Changed>(life.Try(new FineCommand.NominateDriver(driver)));
        Assert.Equal((0, 500), (life.Due, life.Refundable));
        Assert.Equal(DerivedId.Of("fin", life.Fine.Id, "own_2"), changed.Successor!.FineId);
        Assert.Equal(changed.Successor.FineId, life.Fine.ReplacedBy);
        var (fine, told) = DriverFine.Decide(life.Fine, changed.Successor, life.Law, life.Now);
        Laws.Check(fine, life.Law);
        Assert.Equal((FineStates.Issued, life.Fine.Id, life.Today.AddDays(56)), (fine.State, fine.Replaces, fine.DueDate));
        Assert.Equal((new Money(12_900, "EUR"), life.Fine.Id, driver), (told.Amount, told.Details!.RelatedFineId, told.Recipient));
        Assert.Equal(told.EventId, DriverFine.Decide(life.Fine, changed.Successor, life.Law, life.Now.AddDays(2)).Event.EventId);
    }

    [Fact]
    public void Nobody_nominates_themselves_or_too_late()
    {
        var life = new ALife().Until(FineStates.DiscountWindow);
        Assert.Equal("same_person", life.Refusal(new FineCommand.NominateDriver(Some.Owner)));
        life.Until(FineStates.Served).Now = new DateTimeOffset(2026, 4, 15, 22, 0, 0, TimeSpan.Zero);
        Assert.Equal("too_late", life.Refusal(new FineCommand.NominateDriver(Some.Owner with { OwnerId = "own_2" })));
    }
}
