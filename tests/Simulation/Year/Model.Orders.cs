namespace Fleet.Tests.Simulation.Year;

/// <content>What can be done to a fine.</content>
internal sealed partial class Model
{
    /// <summary>A fine of a known owner.</summary>
    public Model Issue()
    {
        (State, notice) = ("issued", decided);
        Count(Deemed(decided));
        FirstTerm(decided);
        story.Add(new Told(decided, State, Due, DueDate));
        return this;
    }

    /// <summary>A fine of a plate that nobody knows.</summary>
    public Model Unknown()
    {
        State = "owner_unknown";
        FirstTerm(decided);
        story.Add(new Told(decided, State, Due, DueDate));
        return this;
    }

    /// <summary>A case for the prosecutor.</summary>
    public Model Refer()
    {
        State = "referred";
        story.Add(new Told(decided, State, 0, null));
        return this;
    }

    public void Assign(DateOnly day)
    {
        (State, notice) = ("issued", day);
        Count(Deemed(day));
        FirstTerm(day);
        Change(day);
    }

    public void Serve(DateOnly on, DateOnly day)
    {
        Served(on, day);
        Change(day);
    }

    /// <summary>Lets one deadline pass if it has come.</summary>
    public bool Pass(DateOnly day)
    {
        if (!(Next <= day)) return false;
        if (Prescribes <= day) Close("prescribed");
        else Step(day);
        Change(day);
        return true;
    }

    public void Pay(string id, long amount, DateOnly valueDate, DateOnly day)
    {
        payments.Add(new Paid(id, amount, valueDate));
        Change(day);
    }

    public void Reverse(string id, DateOnly day)
    {
        payments.Single(payment => payment.Id == id).IsReversed = true;
        var isOpen = State is not ("dismissed" or "nominated" or "withdrawn" or "referred" or "prescribed");
        if (isOpen && Net(State == "written_off" ? "in_collection" : State) > 0)
        {
            if (State == "written_off") State = "in_collection";
            else if (State is not ("objected" or "instalments")) Restart(State == "paid" ? held!.State : State, day);
            if (law.DishonourFee > 0) extras.Add(new Extra(null, null, law.DishonourFee));
        }

        Change(day);
    }

    public void Refund(long amount, DateOnly day)
    {
        repaid += amount;
        Change(day);
    }

    public void Object(DateOnly day)
    {
        if (State == "issued") Served(day, day);
        Hold(day);
        (State, objectedOn) = ("objected", day);
        Change(day);
    }

    public void Decide(string decision, long? reduced, DateOnly day)
    {
        if (decision == "dismissed") Close("dismissed");
        else Resume(reduced, day);
        Change(day);
    }

    public void End(string state, DateOnly day)
    {
        Close(state);
        Change(day);
    }

    public void Agree(int count, DateOnly first, DateOnly day)
    {
        var (part, rest) = Math.DivRem(Due, count);
        Hold(day);
        plan = [.. Enumerable.Range(0, count).Select(index => (first.AddMonths(index), index == 0 ? part + rest : part))];
        State = "instalments";
        Change(day);
    }

    private void FirstTerm(DateOnly from) => due = law.After(law.FromService ? Deemed(from) : from, law.TermDays);

    private void Step(DateOnly day)
    {
        switch (State)
        {
            case "issued":
                Served(day, day);
                break;
            case "discount_window":
                State = "served";
                break;
            case "served":
                Remind("reminded", law.First, day);
                break;
            case "reminded":
                Remind("final_notice", law.Final, day);
                break;
            case "final_notice":
                State = "in_collection";
                break;
            default:
                Restart(held!.State, day);
                break;
        }
    }

    private void Served(DateOnly on, DateOnly day)
    {
        served = on;
        Count(on);
        if (law.FromService) due = law.After(on, law.TermDays);
        State = discountUntil >= day ? "discount_window" : "served";
    }

    private void Remind(string state, Reminder reminder, DateOnly day)
    {
        extras.Add(new Extra(reminder, due, law.Surcharge(penalty, reminder)));
        (State, due) = (state, law.After(day, reminder.Days));
    }

    private void Restart(string phase, DateOnly day)
    {
        if (phase == "issued" && notice is { } sent && Deemed(sent) <= day)
        {
            (phase, served) = ("served", Deemed(sent));
            Count(served.Value);
        }

        due = phase switch
        {
            "owner_unknown" or "in_collection" => due,
            "reminded" => law.After(day, law.First.Days),
            "final_notice" => law.After(day, law.Final.Days),
            _ => law.After(day, law.TermDays),
        };
        if (phase is "discount_window" or "served") phase = discountUntil >= day ? "discount_window" : "served";
        (State, plan, held) = (phase, null, null);
    }

    private void Resume(long? reduced, DateOnly day)
    {
        if (reduced is { } less)
        {
            penalty = less;
            for (var index = 0; index < extras.Count; index++)
                if (extras[index].Reminder is { } reminder) extras[index] = extras[index] with { Amount = law.Surcharge(less, reminder) };
        }

        var stood = day.DayNumber - objectedOn!.Value.DayNumber;
        if (NominateUntil >= objectedOn) NominateUntil = NominateUntil.AddDays(stood);
        Prescribes = Prescribes.AddDays(stood);
        plan = plan?.Select(part => (part.Day.AddDays(stood), part.Amount)).ToList();
        if (held!.DiscountDaysLeft is { } left) discountUntil = law.After(day, Math.Max(1, left));
        due = law.After(day, Math.Max(1, held.DaysLeft));
        (State, held) = (held.State, held.Before);
    }
}
