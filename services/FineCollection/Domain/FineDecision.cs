using Fleet.Contracts;
using Fleet.Contracts.FineCollection;
using Fleet.Contracts.VehicleRegistry;
using Fleet.Contracts.VehicleTracking;
using Fleet.FineCollection.Domain.Life;

namespace Fleet.FineCollection.Domain;

/// <summary>A decided fine and the event that tells of it.</summary>
public sealed record DecidedFine(Fine Fine, FineEvent Event);

/// <summary>From a violation to a fine: no clock, no store, no call.</summary>
public static class FineDecision
{
    /// <summary>Decides what <paramref name="violation"/> leads to.</summary>
    /// <param name="violation">What happened.</param>
    /// <param name="owner">Who is answerable; null when nobody is known.</param>
    /// <param name="tariffs">All tariffs; of those in effect on the local day of the violation, the one made most closely for its road and class counts.</param>
    /// <param name="now">When it is decided.</param>
    /// <exception cref="NoTariffException">No tariff is in effect.</exception>
    public static DecidedFine Decide(SpeedingViolation violation, Owner? owner, TariffBook tariffs, DateTimeOffset now)
    {
        var tariff = tariffs.InEffect(
            violation.Jurisdiction, LocalDate(violation.LeftAt, violation.TimeZone), violation.RoadId, violation.VehicleClass);
        return Assessment.Of(tariff, violation.CorrectedSpeedKmh - violation.LimitKmh) switch
        {
            Assessment.Fine fine => Fined(violation, owner, fine, now),
            var referral => Event(NewFine(violation, owner, referral, FineStates.Referred, now), FineEventTypes.Referred),
        };
    }

    /// <summary>The day that people at the road call it at <paramref name="instant"/>.</summary>
    public static DateOnly LocalDate(DateTimeOffset instant, string timeZone) =>
        DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(instant, TimeZoneInfo.FindSystemTimeZoneById(timeZone)).DateTime);

    private static DecidedFine Fined(SpeedingViolation violation, Owner? owner, Assessment.Fine assessed, DateTimeOffset now)
    {
        var (state, type) = owner is null ? (FineStates.OwnerUnknown, FineEventTypes.OwnerUnknown) : (FineStates.Issued, FineEventTypes.Issued);
        var fine = NewFine(violation, owner, assessed, state, now);
        var entry = Ledger.Issue(DerivedId.Event(fine.Id, type), now, assessed.Penalty, assessed.Fee);
        return Event(
            fine with
            {
                DueDate = LocalDate(now, violation.TimeZone).AddDays(assessed.PaymentTermDays),
                Ledger = Ledger.Append(fine.Ledger, entry),
            },
            type);
    }

    private static Fine NewFine(SpeedingViolation violation, Owner? owner, Assessment assessed, string state, DateTimeOffset now) => new(
        DerivedId.Fine(violation.ViolationId), state, Summary(violation), violation.RoadId, violation.Jurisdiction, assessed.TariffVersion, owner, now, null, []);

    private static DecidedFine Event(Fine fine, string type) => new(
        fine,
        new FineEvent(DerivedId.Event(fine.Id, type), type, fine.Id, fine.DecidedAt, fine.Owner, fine.Violation, Ledger.Due(fine.Ledger), fine.DueDate));

    private static ViolationSummary Summary(SpeedingViolation violation) => new(
        violation.ViolationId,
        violation.Plate,
        violation.RoadName,
        violation.Place,
        violation.TimeZone,
        violation.EnteredAt,
        violation.LeftAt,
        violation.LimitKmh,
        violation.MeasuredSpeedKmh,
        violation.ToleranceKmh,
        violation.CorrectedSpeedKmh);
}
