using Fleet.Contracts;
using Fleet.Contracts.VehicleRegistry;
using Fleet.Contracts.VehicleTracking;
using Fleet.FineCollection.Domain;
using Fleet.FineCollection.Domain.Calendars;
using Fleet.FineCollection.Tariffs;

namespace Fleet.Tests.Unit.FineCollection;

/// <summary>Words for test data.</summary>
internal static class Some
{
    public static readonly DateTimeOffset Now = new(2026, 3, 14, 12, 0, 0, TimeSpan.Zero);

    public static readonly Owner Owner = new("own_1", "Jan O'Brien", "jan@example.org");

    public static Tariff Tariff(string version = "v1", string from = "2026-01-01", string jurisdiction = "NL") => new(
        jurisdiction, version, DateOnly.Parse(from), "EUR", 56, 900, [new Band(1, 10, 5_000), new Band(11, 20, 12_000), new Band(21, 30, 30_000)], 31);

    /// <summary>The tariffs and calendars that the service ships with.</summary>
    public static TariffBook Shipped() => TariffFiles.Load(
        Path.Combine(AppContext.BaseDirectory, "Tariffs", "data"), Path.Combine(AppContext.BaseDirectory, "Tariffs", "calendars"));

    public static LegalCalendar Calendar(string name) => Shipped().Calendars.Single(calendar => calendar.Name == name);

    public static TariffBook Book => new([Tariff()]);

    public static SpeedingViolation Violation(int excessKmh = 12, DateTimeOffset? leftAt = null, string timeZone = "Europe/Amsterdam")
    {
        var left = leftAt ?? Now.AddMinutes(-1);
        var entered = left.AddMinutes(-4);
        var id = DerivedId.Violation("AB123C", "cam-1", "cam-2", entered, left);
        return new SpeedingViolation(
            DerivedId.Event(id, "violation"), id, "AB123C", "a2-north", "A2 north", "km 40.1 to km 48.3", timeZone, "NL", "cam-1", "cam-2",
            entered, left, 8_200, 100, 103.4m + excessKmh, 3.4m, 100 + excessKmh);
    }
}
