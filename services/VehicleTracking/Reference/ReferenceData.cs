using System.Text.Json;
using Fleet.Contracts;
using Fleet.Contracts.VehicleTracking;
using Fleet.VehicleTracking.Roads;
using Fleet.VehicleTracking.SectionControl;

namespace Fleet.VehicleTracking.Reference;

/// <summary>
/// The roads and tolerances to work with: the files that the settings <c>Reference:Roads</c> and <c>Reference:Tolerances</c>
/// name, or the invented examples that ship with the service.
/// </summary>
public static class ReferenceData
{
    /// <exception cref="InvalidDataException">A file contradicts itself or the other.</exception>
    public static ReferenceSnapshot Load(IConfiguration configuration)
    {
        var roads = new RoadMap(Read<Road>(configuration["Reference:Roads"], "roads.json"));
        var tolerances = new Tolerances(Read<Tolerance>(configuration["Reference:Tolerances"], "tolerances.json"));
        var lawless = roads.Roads.Where(road => !tolerances.Covers(road.Jurisdiction)).Select(road => road.Id).ToList();
        return lawless.Count == 0 ? new ReferenceSnapshot(roads, tolerances) : throw new InvalidDataException($"No tolerance for the roads {string.Join(", ", lawless)}.");
    }

    private static List<T> Read<T>(string? path, string shipped)
    {
        using var stream = path is null ? typeof(ReferenceData).Assembly.GetManifestResourceStream(shipped) : File.OpenRead(path);
        return JsonSerializer.Deserialize<List<T>>(stream!, ContractJson.Options)
            ?? throw new InvalidDataException($"{path ?? shipped} is empty.");
    }
}
