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
        var assessed = Assessment.Of(tariff, violation.CorrectedSpeedKmh - violation.LimitKmh);
        return assessed is Assessment.Fine fine
            ? Setting.WithAmount(
                NewFine(violation, owner, assessed, owner is null ? FineStates.OwnerUnknown : FineStates.Issued, now),
                fine,
                FineLaw.Of(tariff, violation.TimeZone, tariffs))
            : Setting.Referred(NewFine(violation, owner, assessed, FineStates.Referred, now));
    }

    /// <summary>The day that people at the road call it at <paramref name="instant"/>.</summary>
    public static DateOnly LocalDate(DateTimeOffset instant, string timeZone) =>
        DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(instant, TimeZoneInfo.FindSystemTimeZoneById(timeZone)).DateTime);

    private static Fine NewFine(SpeedingViolation violation, Owner? owner, Assessment assessed, string state, DateTimeOffset now) => new(
        DerivedId.Fine(violation.ViolationId),
        state,
        Summary(violation),
        violation.RoadId,
        violation.Jurisdiction,
        assessed.TariffVersion,
        owner,
        now,
        null,
        [],
        VehicleClass: violation.VehicleClass,
        Evidence: Evidence(violation));

    private static EvidenceReference Evidence(SpeedingViolation violation) => new(
        violation.EntryCameraId,
        violation.ExitCameraId,
        violation.DistanceMetres,
        violation.LimitVersion,
        violation.ToleranceVersion,
        violation.EvidenceSha256);

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
