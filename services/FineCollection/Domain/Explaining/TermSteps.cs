using Fleet.FineCollection.Domain.Life;

namespace Fleet.FineCollection.Domain.Explaining;

/// <summary>A day that counts, and how it was computed.</summary>
/// <param name="Name">Which day.</param>
/// <param name="Day">The day, local date of the road.</param>
/// <param name="Rule">How it follows from the day that it is counted from.</param>
/// <param name="From">The day that it is counted from; null where the rule says what else gave it.</param>
/// <param name="Count">Number of days or years.</param>
/// <param name="Unit"><c>calendarDays</c>, <c>businessDays</c> or <c>years</c>.</param>
public sealed record TermStep(string Name, DateOnly Day, string Rule, DateOnly? From, int? Count, string? Unit);

/// <summary>Says how the days of a fine came about.</summary>
public static class TermSteps
{
    private const string CalendarDays = "calendarDays";
    private const string BusinessDays = "businessDays";

    /// <summary>The days of a fine, those that it has.</summary>
    public static IReadOnlyList<TermStep> Of(Fine fine, FineLaw law)
    {
        var decided = law.LocalDate(fine.DecidedAt);
        var terms = law.Tariff.Terms ?? new Terms();
        var notice = fine.Terms?.NoticeOn ?? decided;
        var service = fine.Terms?.ServedOn ?? law.Calendar.AddBusinessDays(notice, terms.ServiceDays);
        TermStep?[] steps =
        [
            new("decidedOn", decided, "the local day of the decision", null, null, null),
            Served(fine, law, notice, terms),
            Day("discountUntil", fine.Terms?.DiscountUntil, ToPay(law, notice, service, law.Tariff.Discount?.WithinDays ?? 0)),
            Due(fine, law, notice, service),
            Day("objectUntil", fine.Terms?.ObjectUntil, new Counted(service, terms.ObjectionDays, CalendarDays, terms.EndsOnBusinessDay)),
            Day("nominateUntil", fine.Terms?.NominateUntil, new Counted(service, terms.NominationDays, CalendarDays, terms.EndsOnBusinessDay)),
            fine.Terms?.PrescribesOn is { } day ? new TermStep("prescribesOn", day, "years after the decision; the first day on which it cannot be enforced", decided, terms.PrescriptionYears, "years") : null,
        ];
        return [.. steps.OfType<TermStep>()];
    }

    private static TermStep? Served(Fine fine, FineLaw law, DateOnly notice, Terms terms)
    {
        if (fine.Terms?.ServedOn is not { } day) return null;
        return day == law.Calendar.AddBusinessDays(notice, terms.ServiceDays)
            ? new TermStep("servedOn", day, "a notice counts as served after some business days", notice, terms.ServiceDays, BusinessDays)
            : new TermStep("servedOn", day, "the day of which there is proof", null, null, null);
    }

    private static TermStep? Due(Fine fine, FineLaw law, DateOnly notice, DateOnly service)
    {
        if (fine.DueDate is not { } day) return null;
        Counted[] ways =
        [
            ToPay(law, notice, service, law.Tariff.PaymentTermDays),
            ToPay(law, LastStep(fine, law), LastStep(fine, law), (fine.State == FineStates.FinalNotice ? law.Tariff.FinalReminder : law.Tariff.FirstReminder)?.TermDays ?? 28),
        ];
        return ways.FirstOrDefault(way => End(law, way) == day) is { } way
            ? Day("dueDate", day, way)
            : new TermStep("dueDate", day, "the days that were left when the clock was stopped, from the day on which it went on; or the plan's next part", null, null, null);
    }

    private static Counted ToPay(FineLaw law, DateOnly notice, DateOnly service, int days)
    {
        var terms = law.Tariff.Terms ?? new Terms();
        return new Counted(terms.FromService ? service : notice, days, terms.BusinessDays ? BusinessDays : CalendarDays, terms.EndsOnBusinessDay);
    }

    private static TermStep? Day(string name, DateOnly? day, Counted way) =>
        day is { } last ? new TermStep(name, last, way.Rolls ? "counted from the day after; an end without business moves to the next business day" : "counted from the day after", way.From, way.Count, way.Unit) : null;

    private static DateOnly End(FineLaw law, Counted way)
    {
        var day = way.Unit == BusinessDays ? law.Calendar.AddBusinessDays(way.From, way.Count) : way.From.AddDays(way.Count);
        return way.Rolls ? law.Calendar.OnOrAfter(day) : day;
    }

    // The day on which the fine came into the state that it is in.
    private static DateOnly LastStep(Fine fine, FineLaw law) =>
        law.LocalDate(fine.Trail?.LastOrDefault(line => line.To == fine.State && line.From != fine.State)?.At ?? fine.DecidedAt);

    private sealed record Counted(DateOnly From, int Count, string Unit, bool Rolls);
}
