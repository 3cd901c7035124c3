using Fleet.Contracts.VehicleTracking;
using Fleet.VehicleTracking.Zones;

namespace Fleet.VehicleTracking.Catalogue.Kinds;

/// <summary>What is sensible in a zone.</summary>
internal static class ZoneKind
{
    public static CatalogueKind<Zone> Kind { get; } = new(
        CatalogueKeys.Zones, "zone", "id", (zone, world) => ZoneMistakes.In(zone, world.Tolerances).Select(mistake =>
            new EntryMistake(mistake.Param, mistake.Param.StartsWith("geometry", StringComparison.Ordinal) ? "malformed_geometry" : "out_of_range", $"{mistake.Param}: {mistake.Detail}.")));
}
