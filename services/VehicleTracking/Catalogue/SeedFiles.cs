using System.Text.Json;
using Fleet.Contracts;
using Fleet.Contracts.VehicleTracking;
using Fleet.VehicleTracking.Reference;
using Fleet.VehicleTracking.SectionControl;

namespace Fleet.VehicleTracking.Catalogue;

/// <summary>What the files say (<see cref="ReferenceData"/>), as requests to the catalogue; tolerances first, which roads need.</summary>
internal static class SeedFiles
{
    public static CatalogueSeed Read(IConfiguration configuration) => new(
    [
        Request(CatalogueKeys.Tolerances, ReferenceData.Tolerances(configuration), (Tolerance table) => new WantedChange(table.Jurisdiction, Json(table with { EffectiveFrom = null }), table.EffectiveFrom)),
        Request(CatalogueKeys.Roads, ReferenceData.Roads(configuration), (Road road) => new WantedChange(road.Id, Json(road))),
        Request(CatalogueKeys.Zones, ReferenceData.Zones(configuration), (Zone zone) => new WantedChange(zone.Id, Json(zone))),
    ]);

    private static CatalogueRequest Request<T>(string kind, IEnumerable<T> items, Func<T, WantedChange> change) => new(kind, [.. items.Select(change)], Seeding.By);

    private static JsonElement Json<T>(T item) => JsonSerializer.SerializeToElement(item, ContractJson.Options);
}
