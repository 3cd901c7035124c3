using Fleet.FineCollection.Domain.Calendars;

namespace Fleet.FineCollection.Domain.Life;

/// <summary>When time changes a fine next. A day is over when the local day is over.</summary>
public static class Clock
{
    /// <summary>States in which a clock runs; in all others time changes nothing.</summary>
    public static IReadOnlyList<string> Running { get; } =
    [
        FineStates.OwnerUnknown, FineStates.Issued, FineStates.DiscountWindow, FineStates.Served, FineStates.Reminded, FineStates.FinalNotice,
        FineStates.InCollection, FineStates.Instalments,
    ];

    /// <summary>The first instant at which time changes something; null while no clock runs.</summary>
    public static DateTimeOffset? NextStep(Fine fine, FineLaw law)
    {
        if (fine.Terms is not { PrescribesOn: { } prescribes } terms || !Running.Contains(fine.State)) return null;
        var step = FirstDayOfNextPhase(fine, terms, law);
        return LegalCalendar.StartOf(step < prescribes ? step.Value : prescribes, law.Zone);
    }

    /// <summary>Whether the claim is too old on <paramref name="day"/>.</summary>
    public static bool IsPrescribed(Fine fine, DateOnly day) => fine.Terms?.PrescribesOn <= day;

    private static DateOnly? FirstDayOfNextPhase(Fine fine, FineTerms terms, FineLaw law) => fine.State switch
    {
        FineStates.Issued when terms.NoticeOn is { } noticeOn => LegalTerms.DeemedServed(law, noticeOn),
        FineStates.DiscountWindow => terms.DiscountUntil?.AddDays(1),
        FineStates.Served or FineStates.Reminded or FineStates.FinalNotice => fine.DueDate?.AddDays(1),
        FineStates.Instalments => Plans.NextPart(fine)?.DueDate.AddDays(1),
        _ => null,
    };
}
