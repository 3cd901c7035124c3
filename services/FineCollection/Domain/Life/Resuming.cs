namespace Fleet.FineCollection.Domain.Life;

/// <summary>After an objection the clocks go on with the days that were left, at least one.</summary>
public static class Resuming
{
    /// <summary><paramref name="fine"/> in the phase it was in, on the local day of the decision.</summary>
    public static Fine Resume(Fine fine, FineLaw law, DateOnly day)
    {
        if (fine.Terms is not { Stopped: { } stopped } terms || fine.Objection is not { } objection) throw new InvalidOperationException("No clock was stopped.");
        var objectedOn = law.LocalDate(objection.At);
        var stoodStill = day.DayNumber - objectedOn.DayNumber;
        return fine with
        {
            State = stopped.State,
            DueDate = stopped.State == FineStates.InCollection ? objectedOn : After(law, day, stopped.DaysLeft),
            Plan = fine.Plan is { } plan ? Plans.Later(plan, stoodStill) : null,
            Terms = terms with
            {
                Stopped = stopped.Before,
                DiscountUntil = stopped.DiscountDaysLeft is { } left ? After(law, day, left) : terms.DiscountUntil,
                NominateUntil = terms.NominateUntil >= objectedOn ? terms.NominateUntil.Value.AddDays(stoodStill) : terms.NominateUntil,
                PrescribesOn = terms.PrescribesOn?.AddDays(stoodStill),
            },
        };
    }

    private static DateOnly After(FineLaw law, DateOnly day, int daysLeft) => LegalTerms.After(law, day, Math.Max(1, daysLeft));
}
