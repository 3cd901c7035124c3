using Fleet.Contracts.VehicleTracking;
using Fleet.VehicleTracking.Positions;
using Fleet.VehicleTracking.SectionControl;

namespace Fleet.VehicleTracking.Zones;

/// <summary>What can be wrong with a zone, all at once, said for the person who wrote it.</summary>
public static class ZoneMistakes
{
    private const int MaxVehicles = 10_000;

    public static IEnumerable<ZoneMistake> In(Zone zone, Tolerances tolerances)
    {
        if (!IsId(zone.Id)) yield return new("id", $"expected an id that {VehicleId.Expected}");
        if (zone.Name is null or { Length: 0 or > 200 }) yield return new("name", "expected 1 to 200 characters");
        if (zone.LimitKmh is not null and not (> 0 and <= 300)) yield return new("limitKmh", "expected above 0, at most 300 km/h");
        if (zone.DwellMinutes is not null and not (> 0 and <= 525_600)) yield return new("dwellMinutes", "expected above 0, at most 525,600 minutes (a year)");
        foreach (var mistake in GeometryMistakes.In(zone.Geometry)) yield return mistake;
        foreach (var mistake in zone.Calendar is null ? [] : CalendarMistakes.In(zone.Calendar)) yield return mistake;
        foreach (var mistake in InVehicles(zone.Vehicles ?? [])) yield return mistake;
        foreach (var mistake in zone.SectionControl is null ? [] : InSectionControl(zone, zone.SectionControl, tolerances)) yield return mistake;
    }

    private static IEnumerable<ZoneMistake> InVehicles(IReadOnlyList<string> vehicles)
    {
        if (vehicles.Count > MaxVehicles) yield return new("vehicles", "expected at most 10,000 vehicles; leave it out for all");
        for (var i = 0; i < Math.Min(vehicles.Count, MaxVehicles); i++)
        {
            if (!IsId(vehicles[i])) yield return new($"vehicles[{i}]", $"expected the id of a vehicle, which {VehicleId.Expected}");
        }
    }

    private static IEnumerable<ZoneMistake> InSectionControl(Zone zone, ZoneSectionControl control, Tolerances tolerances)
    {
        if (zone.Geometry?.Corridor is null) yield return new("sectionControl", "expected a zone whose geometry is a corridor");
        if (zone.LimitKmh is null) yield return new("limitKmh", "expected a limit, as the zone has section control");
        if (control.Jurisdiction is not null && !tolerances.Covers(control.Jurisdiction)) yield return new("sectionControl.jurisdiction", "expected a jurisdiction whose tolerances are known");
        if (control.MinMetres is not null and not (>= 100 and <= 1_000_000)) yield return new("sectionControl.minMetres", "expected 100 to 1,000,000 metres");
    }

    private static bool IsId(string? text) => text is not null && VehicleId.IsValid(text);
}
