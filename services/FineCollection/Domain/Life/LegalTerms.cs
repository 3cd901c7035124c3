namespace Fleet.FineCollection.Domain.Life;

/// <summary>From the terms of a tariff to days on a calendar.</summary>
public static class LegalTerms
{
    private const int ReminderTermDays = 28;
    private static readonly Terms Defaults = new();

    /// <summary>The terms of a law, with the defaults where a tariff names none.</summary>
    public static Terms Of(FineLaw law) => law.Tariff.Terms ?? Defaults;

    /// <summary>The last day of a term to pay that runs for <paramref name="days"/> after <paramref name="from"/>.</summary>
    public static DateOnly After(FineLaw law, DateOnly from, int days) =>
        EndOf(law, Of(law).BusinessDays ? law.Calendar.AddBusinessDays(from, days) : from.AddDays(days));

    /// <summary>Days from <paramref name="from"/> to <paramref name="to"/>, counted like the term to pay; 0 when there are none.</summary>
    public static int DaysLeft(FineLaw law, DateOnly from, DateOnly to)
    {
        if (!Of(law).BusinessDays) return Math.Max(0, to.DayNumber - from.DayNumber);
        return Enumerable.Range(1, Math.Max(0, to.DayNumber - from.DayNumber)).Count(day => law.Calendar.IsBusinessDay(from.AddDays(day)));
    }

    /// <summary>The day on which a notice that went out on <paramref name="noticeOn"/> counts as served.</summary>
    public static DateOnly DeemedServed(FineLaw law, DateOnly noticeOn) => law.Calendar.AddBusinessDays(noticeOn, Of(law).ServiceDays);

    /// <summary>First day on which a fine that was decided on <paramref name="decidedOn"/> cannot be enforced.</summary>
    public static DateOnly PrescribesOn(FineLaw law, DateOnly decidedOn) => decidedOn.AddYears(Of(law).PrescriptionYears);

    /// <summary>Terms of a fine whose notice goes out on a day.</summary>
    public static FineTerms OnNotice(FineLaw law, DateOnly noticeOn, DateOnly prescribesOn)
    {
        var terms = new FineTerms(null, null, null, null, prescribesOn, null, NoticeOn: noticeOn);
        return Counted(law, terms, DeemedServed(law, noticeOn));
    }

    /// <summary>The same terms from the day of service.</summary>
    public static FineTerms OnService(FineLaw law, FineTerms terms, DateOnly servedOn) => Counted(law, terms, servedOn) with { ServedOn = servedOn };

    /// <summary>Last day to pay by the payment term.</summary>
    /// <param name="law">The rules.</param>
    /// <param name="noticeOn">Day on which the notice went out.</param>
    /// <param name="servedOn">Day on which it was or will count as served.</param>
    public static DateOnly DueDate(FineLaw law, DateOnly noticeOn, DateOnly servedOn) =>
        After(law, Of(law).FromService ? servedOn : noticeOn, law.Tariff.PaymentTermDays);

    /// <summary>Days to pay in a phase; null where a phase gives none.</summary>
    public static int? PhaseDays(FineLaw law, string state) => state switch
    {
        FineStates.OwnerUnknown or FineStates.InCollection => null,
        FineStates.Reminded => law.Tariff.FirstReminder?.TermDays ?? ReminderTermDays,
        FineStates.FinalNotice => law.Tariff.FinalReminder?.TermDays ?? ReminderTermDays,
        _ => law.Tariff.PaymentTermDays,
    };

    private static FineTerms Counted(FineLaw law, FineTerms terms, DateOnly service) => terms with
    {
        DiscountUntil = law.Tariff.Discount is { } discount ? DueAfter(law, terms.NoticeOn ?? service, service, discount.WithinDays) : null,
        ObjectUntil = EndOf(law, service.AddDays(Of(law).ObjectionDays)),
        NominateUntil = EndOf(law, service.AddDays(Of(law).NominationDays)),
    };

    private static DateOnly DueAfter(FineLaw law, DateOnly noticeOn, DateOnly servedOn, int days) =>
        After(law, Of(law).FromService ? servedOn : noticeOn, days);

    private static DateOnly EndOf(FineLaw law, DateOnly day) => Of(law).EndsOnBusinessDay ? law.Calendar.OnOrAfter(day) : day;
}
