namespace Fleet.VehicleTracking.Catalogue.Kinds;

/// <summary>The kinds that the catalogue has.</summary>
public static class CatalogueKinds
{
    public static IReadOnlyList<CatalogueKind> All { get; } = [RoadKind.Kind, ToleranceKind.Kind, ZoneKind.Kind, DeviceKind.Kind];
}
