using Fleet.Contracts.VehicleTracking;

namespace Fleet.FineCollection.Domain;

/// <summary>What a violation must have before a fine can come of it.</summary>
public static class TakeRules
{
    /// <summary>Why no fine can ever come of <paramref name="violation"/> as it is; null: one can.</summary>
    public static string? Obstacle(SpeedingViolation violation, TariffBook tariffs)
    {
        if (violation is not { ViolationId: not null, Plate: not null, Jurisdiction: not null, TimeZone: not null })
            return "The violation is incomplete: violationId, plate, jurisdiction and timeZone are needed.";
        if (!TimeZoneInfo.TryFindSystemTimeZoneById(violation.TimeZone, out _))
            return $"The time zone '{violation.TimeZone}' is unknown.";
        var day = FineDecision.LocalDate(violation.LeftAt, violation.TimeZone);
        return tariffs.Covers(violation.Jurisdiction, day, violation.RoadId, violation.VehicleClass)
            ? null
            : NoTariffException.Text(violation.Jurisdiction, day, violation.RoadId, violation.VehicleClass);
    }
}
