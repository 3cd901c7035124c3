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
        Request(CatalogueKeys.Tolerances, ReferenceData.Tolerances(configuration), (Tolerance table) => table.Jurisdiction),
        Request(CatalogueKeys.Roads, ReferenceData.Roads(configuration), (Road road) => road.Id),
        Request(CatalogueKeys.Zones, ReferenceData.Zones(configuration), (Zone zone) => zone.Id),
    ]);

    private static CatalogueRequest Request<T>(string kind, IEnumerable<T> items, Func<T, string> id) => new(
        kind, [.. items.Select(item => new WantedChange(id(item), JsonSerializer.SerializeToElement(item, ContractJson.Options)))], Seeding.By);
}
