namespace Fleet.Tests.Simulation.Year;

/// <summary>Money that came, as its payer knows it.</summary>
internal sealed record Paid(string Id, long Amount, DateOnly ValueDate)
{
    public bool IsReversed { get; set; }
}

/// <summary>What came on top. <see cref="LastDay"/>: who had paid everything by then does not owe it.</summary>
internal sealed record Extra(Reminder? Reminder, DateOnly? LastDay, long Amount);

/// <summary>A clock that stands still.</summary>
internal sealed record Held(string State, int DaysLeft, int? DiscountDaysLeft, Held? Before);

/// <summary>What a change left behind, to be compared with what was told of it.</summary>
internal sealed record Told(DateOnly Day, string State, long Due, DateOnly? DueDate);

/// <summary>
/// What must have become of one fine, by the words of the docs: its days, and what is asked for what was paid when. It is small and slow, and shares nothing
/// with the service but the words.
/// </summary>
internal sealed partial class Model(Law law, long penalty, DateOnly decided)
{
    private static readonly string[] Running =
        ["owner_unknown", "issued", "discount_window", "served", "reminded", "final_notice", "in_collection", "instalments"];

    private readonly List<Extra> extras = [];
    private readonly List<Told> story = [];
    private readonly List<Paid> payments = [];
    private long penalty = penalty;
    private long repaid;
    private long writtenOff;
    private long frozen;
    private DateOnly? notice;
    private DateOnly? served;
    private DateOnly? due;
    private DateOnly? discountUntil;
    private DateOnly? objectedOn;
    private Held? held;
    private List<(DateOnly Day, long Amount)>? plan;

    public Law Law => law;

    public string State { get; private set; } = "";

    public IReadOnlyList<Told> Story => story;

    public IReadOnlyList<Paid> Payments => payments;

    public DateOnly Prescribes { get; private set; } = decided.AddYears(law.Years);

    public DateOnly ObjectUntil { get; private set; }

    public DateOnly NominateUntil { get; private set; }

    public bool HasObjected => objectedOn is not null;

    public long Penalty => penalty;

    public bool IsRunning => Running.Contains(State);

    public DateOnly? Notice => notice;

    /// <summary>The days and the amount of the part of the plan that is to be paid next.</summary>
    public (DateOnly Day, long Amount)? NextPart
    {
        get
        {
            if (plan is null) return null;
            var after = plan.Sum(part => part.Amount);
            foreach (var part in plan)
            {
                after -= part.Amount;
                if (Due > after) return (part.Day, Due - after);
            }

            return null;
        }
    }

    /// <summary>What suffices to pay within the window.</summary>
    public long Discounted => penalty + law.Fee - law.Discount(penalty);

    public long Due => Math.Max(0, Net(State));

    public long Refundable => Math.Max(0, -Net(State));

    /// <summary>Whether there is a last day to pay: not while nobody is known, nor with the collector.</summary>
    public bool HasDueDate => State is not ("owner_unknown" or "in_collection");

    public DateOnly? DueDate => !HasDueDate ? null : State == "instalments" ? NextPart?.Day : IsRunning ? due : null;

    /// <summary>The first day on which time changes something.</summary>
    public DateOnly? Next
    {
        get
        {
            if (!IsRunning) return null;
            var step = State switch
            {
                "issued" => law.Days.Business(notice!.Value, law.ServiceDays),
                "discount_window" => discountUntil!.Value.AddDays(1),
                "served" or "reminded" or "final_notice" => due!.Value.AddDays(1),
                "instalments" => NextPart?.Day.AddDays(1) ?? Prescribes,
                _ => Prescribes,
            };
            return step < Prescribes ? step : Prescribes;
        }
    }

    private long Cash => payments.Where(payment => !payment.IsReversed).Sum(payment => payment.Amount) - repaid;

    private long Net(string state) => Claim(state) - Cash;

    private long Claim(string state)
    {
        if (state is "dismissed" or "nominated" or "withdrawn" or "referred") return 0;
        if (state is "written_off" or "prescribed") return frozen - writtenOff;
        var asked = Asked();
        return asked - Math.Min(asked, writtenOff);
    }

    private long Asked()
    {
        var asked = penalty + law.Fee;
        var window = State == "objected" && held?.DiscountDaysLeft is not null ? DateOnly.MaxValue : discountUntil;
        if (law.DiscountDays > 0 && window is { } last && By(last) >= Discounted) asked = Discounted;
        foreach (var extra in extras)
            if (extra.LastDay is not { } before || By(before) < asked) asked += extra.Amount;
        return asked;
    }

    // What went back is taken from the latest money first.
    private long By(DateOnly day) => Math.Min(Cash, payments.Where(payment => !payment.IsReversed && payment.ValueDate <= day).Sum(payment => payment.Amount));

    private void Count(DateOnly service)
    {
        if (law.DiscountDays > 0) discountUntil = law.After(law.FromService ? service : notice!.Value, law.DiscountDays);
        ObjectUntil = law.Last(service.AddDays(law.ObjectionDays));
        NominateUntil = law.Last(service.AddDays(law.NominationDays));
    }

    private DateOnly Deemed(DateOnly from) => law.Days.Business(from, law.ServiceDays);

    private void Close(string state)
    {
        if (state is "written_off" or "prescribed")
        {
            frozen = Asked();
            writtenOff = Math.Min(frozen, writtenOff);
            writtenOff += Math.Max(0, frozen - writtenOff - Cash);
        }

        (State, plan, held) = (state, null, null);
    }

    private void Hold(DateOnly day)
    {
        int? window = discountUntil >= day ? law.Left(day, discountUntil!.Value) : null;
        held = new Held(State, DueDate is { } last ? law.Left(day, last) : 0, window, State == "instalments" ? held : null);
    }

    private void Change(DateOnly day)
    {
        if (IsRunning && Net(State) <= 0) ToPaid(day);
        if (State is "written_off" or "prescribed") writtenOff += Math.Max(0, frozen - writtenOff - Cash);
        story.Add(new Told(day, State, Due, DueDate));
    }

    private void ToPaid(DateOnly day)
    {
        if (State != "instalments") Hold(day);
        (State, plan) = ("paid", null);
    }
}
