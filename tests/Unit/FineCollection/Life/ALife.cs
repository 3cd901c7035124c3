using Fleet.Contracts.FineCollection;
using Fleet.Contracts.VehicleRegistry;
using Fleet.FineCollection.Domain;
using Fleet.FineCollection.Domain.Calendars;
using Fleet.FineCollection.Domain.Life;

namespace Fleet.Tests.Unit.FineCollection.Life;

/// <summary>A fine and its clock: gives orders and keeps what came of them.</summary>
internal sealed class ALife
{
    private int orders;

    public ALife(Tariff? tariff = null, Owner? owner = null, DateTimeOffset? now = null, int excessKmh = 12, bool isOwnerKnown = true, LegalCalendar? calendar = null)
    {
        var rules = tariff ?? Tariff();
        var book = new TariffBook([rules], calendar is null ? [] : [calendar]);
        Now = now ?? Some.Now;
        var violation = Some.Violation(excessKmh, Now.AddMinutes(-1));
        var decided = FineDecision.Decide(violation, isOwnerKnown ? owner ?? Some.Owner : null, book, Now);
        (Fine, Law) = (decided.Fine, FineLaw.Of(rules, violation.TimeZone, book));
        Told.Add(decided.Event);
    }

    public ALife(Fine fine, FineLaw law, DateTimeOffset now) => (Fine, Law, Now) = (fine, law, now);

    public Fine Fine { get; private set; }

    public FineLaw Law { get; }

    public DateTimeOffset Now { get; set; }

    public List<FineEvent> Told { get; } = [];

    public DateOnly Today => Law.LocalDate(Now);

    public long Due => Ledger.Due(Fine.Ledger)?.MinorUnits ?? 0;

    public long Refundable => Ledger.Refundable(Fine.Ledger);

    /// <summary>12,000 and 900 fee; 25 % off the penalty within 14 days; surcharges 50 % and 100 % of it; 1,000 for a dishonoured payment.</summary>
    public static Tariff Tariff(bool hasDiscount = true) => Some.Tariff() with
    {
        Discount = hasDiscount ? new Discount(14, 25) : null,
        FirstReminder = new Surcharge(28, 50),
        FinalReminder = new Surcharge(21, 100, 500),
        DishonourFeeMinorUnits = 1_000,
    };

    public LifeOutcome Try(FineCommand command, string? cause = null)
    {
        var outcome = FineLife.Apply(Fine, new FineOrder(cause ?? $"ord_{Fine.Sequence}_{++orders}", "clerk", command, false), Law, Now);
        if (outcome is not LifeOutcome.Changed changed) return outcome;
        Fine = changed.Fine;
        Told.AddRange(changed.Events);
        return outcome;
    }

    public ALife Do(FineCommand command)
    {
        var outcome = Try(command);
        Assert.True(outcome is LifeOutcome.Changed, outcome.ToString());
        return this;
    }

    public string Refusal(FineCommand command) => Assert.IsType<LifeOutcome.Refused>(Try(command)).Code;

    public ALife Pay(long minorUnits, string id = "pay_1", DateOnly? valueDate = null) => Do(Payment(minorUnits, id, valueDate ?? Today));

    public static FineCommand.Pay Payment(long minorUnits, string id, DateOnly valueDate) => new(id, new Money(minorUnits, "EUR"), valueDate, "card");

    public ALife Bounce(string id = "pay_1") => Do(new FineCommand.ReversePayment(id, "no cover"));

    public ALife Refund(long minorUnits, string id = "ref_1") => Do(new FineCommand.Refund(id, new Money(minorUnits, "EUR")));

    public ALife Object() => Do(new FineCommand.Object("I was not there"));

    public ALife Decide(string decision, long? penalty = null) => Do(new FineCommand.Decide(decision, penalty, "because"));

    public ALife Agree(int count, DateOnly? first = null) => Do(new FineCommand.AgreeInstalments(count, first ?? Today.AddDays(10)));

    public ALife Days(int days)
    {
        Now = Now.AddDays(days);
        return this;
    }

    /// <summary>To the next deadline, and over it.</summary>
    public ALife Step()
    {
        Now = Fine.Terms!.NextStepAt!.Value > Now ? Fine.Terms.NextStepAt.Value : Now;
        return Do(new FineCommand.PassTime(Fine.Sequence));
    }

    /// <summary>Deadline after deadline until the fine is in <paramref name="state"/>.</summary>
    public ALife Until(string state)
    {
        while (Fine.State != state) Step();
        return this;
    }

    public ALife Is(string state)
    {
        Assert.Equal(state, Fine.State);
        return this;
    }
}
