using Fleet.Contracts;
using Fleet.Contracts.FineCollection;
using Fleet.Contracts.VehicleRegistry;
using Fleet.Contracts.VehicleTracking;
using Fleet.VehicleRegistry.Domain;

namespace Fleet.Tests.Services.Chain;

/// <summary>Words for test data.</summary>
internal static class Some
{
    private static readonly DateTimeOffset Left = new(2026, 3, 14, 11, 54, 2, TimeSpan.Zero);

    /// <summary>Plates of the registry, each with an owner.</summary>
    public static string Plate(int number = 0) => InventedRegistry.Vehicles[number].Plate;

    public static Owner OwnerOf(string plate) => InventedRegistry.Vehicles.Single(vehicle => vehicle.Plate == plate).Owner!;

    /// <summary>A vehicle was too fast; <paramref name="number"/> makes violations differ.</summary>
    public static SpeedingViolation Violation(string plate, int excessKmh = 12, int number = 0)
    {
        var (entered, left) = (Left.AddMinutes(-4).AddSeconds(number), Left.AddSeconds(number));
        var id = DerivedId.Violation(plate, "cam-1", "cam-2", entered, left);
        return new SpeedingViolation(
            DerivedId.Event(id, "speeding"), id, plate, "a2-north", "A2 north", "km 40.1 to km 48.3", "Europe/Amsterdam", "NL", "cam-1", "cam-2",
            entered, left, 8_200, 100, 103.4m + excessKmh, 3.4m, 100 + excessKmh);
    }

    public static string FineId(SpeedingViolation violation) => DerivedId.Fine(violation.ViolationId);

    /// <summary>A fine was set; <paramref name="number"/> makes fines differ.</summary>
    public static FineEvent Issued(int number = 0, Owner? owner = null, string type = FineEventTypes.Issued)
    {
        var violation = Violation(Plate(number), number: number);
        var fineId = FineId(violation);
        return new FineEvent(
            DerivedId.Event(fineId, type), type, fineId, Left, owner ?? OwnerOf(Plate(number)),
            new ViolationSummary(
                violation.ViolationId, violation.Plate, violation.RoadName, violation.Place, violation.TimeZone, violation.EnteredAt, violation.LeftAt,
                violation.LimitKmh, violation.MeasuredSpeedKmh, violation.ToleranceKmh, violation.CorrectedSpeedKmh),
            new Money(12_900, "EUR"), new DateOnly(2026, 5, 9));
    }
}
