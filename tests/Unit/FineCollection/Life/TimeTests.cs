using Fleet.Contracts;
using Fleet.Contracts.FineCollection;
using Fleet.FineCollection.Domain;
using Fleet.FineCollection.Domain.Calendars;
using Fleet.FineCollection.Domain.Life;

namespace Fleet.Tests.Unit.FineCollection.Life;

public sealed class TimeTests
{
    [Fact]
    public void A_fine_that_nobody_pays_goes_through_all_phases_at_the_beginning_of_local_days()
    {
        var life = new ALife();
        var steps = new List<(string, DateTimeOffset)>();
        while (life.Fine.State != FineStates.Prescribed) steps.Add((life.Step().Fine.State, life.Now));
        Assert.Equal(
            [
                (FineStates.DiscountWindow, Utc("2026-03-17T23:00:00Z")),
                (FineStates.Served, Utc("2026-03-28T23:00:00Z")),
                (FineStates.Reminded, Utc("2026-05-09T22:00:00Z")),
                (FineStates.FinalNotice, Utc("2026-06-07T22:00:00Z")),
                (FineStates.InCollection, Utc("2026-06-29T22:00:00Z")),
                (FineStates.Prescribed, Utc("2031-03-13T23:00:00Z")),
            ],
            steps);
        Assert.Equal((0, 31_400), (life.Due, Ledger.Balance(life.Fine.Ledger, Accounts.WriteOffs)));
    }

    [Fact]
    public void A_new_fine_has_its_terms_and_its_notice_states_them()
    {
        var life = new ALife();
        Assert.Equal(
            new FineTerms(null, D("2026-03-28"), D("2026-04-29"), D("2026-04-15"), D("2031-03-14"), Utc("2026-03-17T23:00:00Z"), NoticeOn: D("2026-03-14")),
            life.Fine.Terms);
        Assert.Equal(new FineEventDetails(new Money(9_900, "EUR"), D("2026-03-28"), D("2026-04-29")), life.Told[0].Details);
        Assert.Equal(DerivedId.Event(life.Fine.Id, FineEventTypes.Issued), life.Told[0].EventId);
    }

    [Fact]
    public void A_moment_before_the_deadline_nothing_happens_and_after_it_one_step_a_turn()
    {
        var life = new ALife();
        life.Now = life.Fine.Terms!.NextStepAt!.Value.AddTicks(-1);
        Assert.IsType<LifeOutcome.Unchanged>(life.Try(new FineCommand.PassTime(1)));
        life.Days(200);
        Assert.Equal(
            [FineStates.Served, FineStates.Reminded, FineStates.Reminded],
            Enumerable.Range(0, 3).Select(_ => life.Try(new FineCommand.PassTime(1)) is LifeOutcome.Changed changed ? changed.Fine.State : life.Fine.State));
        Assert.Equal(life.Today.AddDays(28), life.Fine.DueDate);
    }

    [Fact]
    public void Business_days_skip_weekends_and_holidays_and_terms_run_from_service()
    {
        var calendar = new LegalCalendar("test", LegalCalendar.Plain.Weekend, new HashSet<DateOnly> { D("2026-04-03"), D("2026-04-06"), D("2026-05-14") });
        var tariff = ALife.Tariff() with
        {
            Calendar = "test",
            PaymentTermDays = 20,
            Discount = new Discount(5, 25),
            Terms = new Terms(BusinessDays: true, FromService: true, EndsOnBusinessDay: true, ServiceDays: 4, ObjectionDays: 43),
        };
        var life = new ALife(tariff, now: Utc("2026-03-31T22:30:00Z"), calendar: calendar);
        // Notice on Wednesday 1 April; 2, 7, 8 and 9 April are the four business days over Easter.
        Assert.Equal(Utc("2026-04-08T22:00:00Z"), life.Fine.Terms!.NextStepAt);
        life.Step().Is(FineStates.DiscountWindow);
        Assert.Equal((D("2026-04-09"), D("2026-04-16")), (life.Fine.Terms.ServedOn, life.Fine.Terms.DiscountUntil));
        Assert.Equal(D("2026-05-07"), life.Fine.DueDate);
        // 43 days after service is Friday 22 May; the nomination term of 28 days ends on Thursday 7 May.
        Assert.Equal((D("2026-05-22"), D("2026-05-07")), (life.Fine.Terms.ObjectUntil, life.Fine.Terms.NominateUntil));
    }

    [Theory]
    [InlineData("2026-10-25", "2026-10-24T22:00:00Z")]
    [InlineData("2026-10-26", "2026-10-25T23:00:00Z")]
    [InlineData("2026-03-29", "2026-03-28T23:00:00Z")]
    [InlineData("2026-03-30", "2026-03-29T22:00:00Z")]
    public void A_deadline_is_at_local_midnight_on_both_sides_of_a_clock_change(string firstLateDay, string instant)
    {
        var life = new ALife(Some.Tariff()).Until(FineStates.Served);
        var fine = life.Fine with { DueDate = D(firstLateDay).AddDays(-1) };
        Assert.Equal(Utc(instant), Clock.NextStep(fine, life.Law));
    }

    [Fact]
    public void Proof_of_service_counts_from_its_day()
    {
        var life = new ALife().Days(2);
        Assert.Equal("served_in_future", life.Refusal(new FineCommand.Serve(life.Today.AddDays(1))));
        Assert.Equal("served_before_notice", life.Refusal(new FineCommand.Serve(life.Today.AddDays(-3))));
        life.Do(new FineCommand.Serve(life.Today.AddDays(-1))).Is(FineStates.DiscountWindow);
        Assert.Equal((D("2026-03-15"), D("2026-04-26"), D("2026-05-09")), (life.Fine.Terms!.ServedOn, life.Fine.Terms.ObjectUntil, life.Fine.DueDate));
    }

    [Fact]
    public void An_owner_who_is_found_later_gets_fresh_terms_and_a_notice_of_its_own()
    {
        var life = new ALife(isOwnerKnown: false);
        Assert.Equal(D("2031-03-14"), life.Fine.Terms!.PrescribesOn);
        life.Days(100).Do(new FineCommand.AssignOwner(Some.Owner)).Is(FineStates.Issued);
        Assert.Equal((life.Today.AddDays(56), life.Today.AddDays(14)), (life.Fine.DueDate, life.Fine.Terms.DiscountUntil));
        Assert.Equal((FineEventTypes.Issued, Some.Owner), (life.Told[^1].Type, life.Told[^1].Recipient));
        Assert.Equal(DerivedId.Event(life.Fine.Id, "fine.issued#2"), life.Told[^1].EventId);
        Assert.Equal(D("2031-03-14"), life.Fine.Terms.PrescribesOn);
    }

    [Fact]
    public void A_change_of_any_line_of_the_trail_shows()
    {
        var life = new ALife().Until(FineStates.Reminded);
        Assert.Null(Trail.FirstBroken(life.Fine.Id, life.Fine.Trail));
        var trail = life.Fine.Trail!;
        Assert.Equal(2, Trail.FirstBroken(life.Fine.Id, [trail[0], trail[1] with { By = "somebody else" }, .. trail.Skip(2)]));
        Assert.Equal(3, Trail.FirstBroken(life.Fine.Id, [trail[0], .. trail.Skip(2)]));
        Assert.Equal(1, Trail.FirstBroken("fin_other", trail));
        Assert.DoesNotContain(trail, line => (line.Detail ?? "").Contains(Some.Owner.Name, StringComparison.Ordinal));
    }

    [Fact]
    public void A_fine_from_before_terms_and_charges_were_kept_lives_on()
    {
        var fresh = new ALife().Fine;
        var old = new ALife(fresh with { Terms = null, Charges = null, Trail = null }, new ALife().Law, Some.Now.AddDays(6));
        Assert.Equal(9_900, old.Pay(3_000).Due);
        old.Do(new FineCommand.PassTime(2)).Is(FineStates.DiscountWindow);
    }

    private static DateOnly D(string day) => DateOnly.Parse(day);

    private static DateTimeOffset Utc(string instant) => DateTimeOffset.Parse(instant);
}
