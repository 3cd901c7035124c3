using System.Text.Json;
using Fleet.Contracts;
using Fleet.Contracts.VehicleTracking;
using Fleet.VehicleTracking.Roads;
using Fleet.VehicleTracking.SectionControl;
using Fleet.VehicleTracking.Zones;

namespace Fleet.VehicleTracking.Reference;

/// <summary>
/// The roads and tolerances to work with: the files that the settings <c>Reference:Roads</c> and <c>Reference:Tolerances</c>
/// name, or the invented examples that ship with the service; and the zones of the file <c>Reference:Zones</c>, without it none.
/// </summary>
public static class ReferenceData
{
    /// <exception cref="InvalidDataException">A file contradicts itself or the other.</exception>
    public static ReferenceSnapshot Load(IConfiguration configuration)
    {
        var roads = new RoadMap(Roads(configuration));
        var tolerances = new Tolerances(Tolerances(configuration));
        var lawless = roads.Jurisdictions.Where(pair => !tolerances.Covers(pair.Jurisdiction)).Select(pair => pair.Road).ToList();
        if (lawless.Count > 0) throw new InvalidDataException($"No tolerance for the roads {string.Join(", ", lawless)}.");
        return new ReferenceSnapshot(roads, tolerances) { Zones = Index(Zones(configuration), tolerances) };
    }

    /// <summary>The roads that the file lists.</summary>
    public static List<Road> Roads(IConfiguration configuration) => Read<Road>(configuration["Reference:Roads"], "roads.json");

    /// <summary>The tolerance tables that the file lists.</summary>
    public static List<Tolerance> Tolerances(IConfiguration configuration) => Read<Tolerance>(configuration["Reference:Tolerances"], "tolerances.json");

    /// <summary>The zones that the file lists; none without a file.</summary>
    public static List<Zone> Zones(IConfiguration configuration) => configuration["Reference:Zones"] is { } path ? Read<Zone>(path, "") : [];

    private static ZoneIndex Index(List<Zone> zones, Tolerances tolerances)
    {
        var mistakes = zones.SelectMany(zone => ZoneMistakes.In(zone, tolerances).Select(mistake => $"'{zone.Id}': {mistake.Param}: {mistake.Detail}."))
            .Concat(zones.CountBy(zone => zone.Id ?? "", StringComparer.Ordinal).Where(id => id.Value > 1).Select(id => $"The zone '{id.Key}' is there twice."))
            .ToList();
        if (mistakes.Count > 0) throw new InvalidDataException("Zones: " + string.Join(" ", mistakes));
        return ZoneIndex.Of(zones.Select(zone => new Timeline<Zone>(zone.Id, zone)));
    }

    private static List<T> Read<T>(string? path, string shipped)
    {
        using var stream = path is null ? typeof(ReferenceData).Assembly.GetManifestResourceStream(shipped) : File.OpenRead(path);
        return JsonSerializer.Deserialize<List<T>>(stream!, ContractJson.Options)
            ?? throw new InvalidDataException($"{path ?? shipped} is empty.");
    }
}
