using Fleet.FineCollection.Domain;
using Fleet.FineCollection.Domain.Calendars;
using Fleet.FineCollection.Domain.Life;

namespace Fleet.FineCollection.Fines;

/// <summary>Finds the rules that a fine lives under.</summary>
public static class FineLaws
{
    /// <summary>The tariff that was in effect on the local day of the violation.</summary>
    public static FineLaw Of(Fine fine, TariffBook tariffs) => new(
        tariffs.InEffect(fine.Jurisdiction, FineDecision.LocalDate(fine.Violation.LeftAt, fine.Violation.TimeZone)),
        LegalCalendar.Plain,
        TimeZoneInfo.FindSystemTimeZoneById(fine.Violation.TimeZone));
}
