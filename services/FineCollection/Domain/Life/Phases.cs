namespace Fleet.FineCollection.Domain.Life;

/// <summary>Stopping the clocks of a phase, and letting them go on.</summary>
public static class Phases
{
    /// <summary>What is remembered of <paramref name="fine"/> when its clocks stop on <paramref name="day"/>.</summary>
    public static StoppedClock Stop(Fine fine, FineLaw law, DateOnly day) => new(
        fine.State,
        fine.DueDate is { } due ? LegalTerms.DaysLeft(law, day, due) : 0,
        DiscountWindow.IsOpen(fine.Terms, day) ? LegalTerms.DaysLeft(law, day, fine.Terms!.DiscountUntil!.Value) : null,
        fine.State == FineStates.Instalments ? fine.Terms?.Stopped : null);

    /// <summary>Nothing is due any more: paid, with the phase kept for the case that a payment turns out bad.</summary>
    public static Fine ToPaid(Fine fine, FineLaw law, DateOnly day) => fine with
    {
        State = FineStates.Paid,
        Plan = null,
        Terms = fine.Terms is { } terms ? terms with { Stopped = fine.State == FineStates.Instalments ? terms.Stopped : Stop(fine, law, day) } : null,
    };

    /// <summary>Back into a phase with a fresh term from <paramref name="day"/>: after a payment turned out bad, or a plan failed.</summary>
    public static Fine Restart(Fine fine, string phase, FineLaw law, DateOnly day)
    {
        var terms = (fine.Terms ?? LegalTerms.OnNotice(law, day, LegalTerms.PrescribesOn(law, day))) with { Stopped = null };
        var isServedByNow = phase == FineStates.Issued && terms.NoticeOn is { } noticeOn && LegalTerms.DeemedServed(law, noticeOn) <= day;
        if (isServedByNow) (phase, terms) = (FineStates.Served, LegalTerms.OnService(law, terms, LegalTerms.DeemedServed(law, terms.NoticeOn!.Value)));
        return fine with
        {
            State = phase is FineStates.DiscountWindow or FineStates.Served ? Served(terms, day) : phase,
            Plan = null,
            Terms = terms,
            DueDate = LegalTerms.PhaseDays(law, phase) is { } days ? LegalTerms.After(law, day, days) : fine.DueDate,
        };
    }

    /// <summary>The phase of a fine that is served: with the discount window while it is open.</summary>
    public static string Served(FineTerms terms, DateOnly day) =>
        DiscountWindow.IsOpen(terms, day) ? FineStates.DiscountWindow : FineStates.Served;
}
