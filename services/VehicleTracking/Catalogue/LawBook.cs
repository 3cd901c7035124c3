using System.Text.Json;
using Fleet.Contracts;
using Fleet.Contracts.VehicleTracking;
using Fleet.VehicleTracking.Reference;
using Fleet.VehicleTracking.SectionControl;

namespace Fleet.VehicleTracking.Catalogue;

/// <summary>
/// All roads and tolerance tables with all their versions, and what would make them contradict each other at any time: a
/// camera on two roads, a road without a tolerance table of its jurisdiction.
/// </summary>
public sealed class LawBook
{
    private readonly Dictionary<string, Timeline<Road>> roads = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Timeline<Tolerance>> tolerances = new(StringComparer.Ordinal);
    private readonly Dictionary<string, HashSet<string>> roadsOfCamera = new(StringComparer.Ordinal);

    /// <summary>Takes an entry as it is, without a look at the others.</summary>
    public void Take(string kind, CatalogueEntry entry)
    {
        if (string.Equals(kind, CatalogueKeys.Tolerances, StringComparison.Ordinal))
        {
            tolerances[entry.Id] = entry.Timeline(value => value.Deserialize<Tolerance>(ContractJson.Options)!);
            return;
        }

        var road = roads[entry.Id] = RoadOf(entry);
        foreach (var camera in CamerasOf(road))
        {
            if (!roadsOfCamera.TryGetValue(camera, out var ids)) roadsOfCamera[camera] = ids = new HashSet<string>(StringComparer.Ordinal);
            ids.Add(road.Id);
        }
    }

    /// <summary>What would be contradictory if <paramref name="entry"/> were so; null when nothing would.</summary>
    public ChangeOutcome? Contradiction(string kind, CatalogueEntry entry)
    {
        if (string.Equals(kind, CatalogueKeys.Tolerances, StringComparison.Ordinal))
        {
            var table = entry.Timeline(value => value.Deserialize<Tolerance>(ContractJson.Options)!);
            return roads.Values.FirstOrDefault(road => IsLawless(road, jurisdiction => jurisdiction == table.Id ? table : tolerances.GetValueOrDefault(jurisdiction))) is { } lawless
                ? ChangeOutcome.Refuse("jurisdiction_in_use", $"The road '{lawless.Id}' lies in '{entry.Id}' at a time without this table.", "jurisdiction")
                : null;
        }

        var changed = RoadOf(entry);
        if (IsLawless(changed, jurisdiction => tolerances.GetValueOrDefault(jurisdiction)))
            return ChangeOutcome.Refuse("unknown_jurisdiction", $"At a time when '{entry.Id}' exists, its jurisdiction has no tolerance table; GET /v1/tolerances lists them.", "jurisdiction");
        return TwiceCamera(changed) is var (camera, other)
            ? ChangeOutcome.Refuse("camera_on_two_roads", $"The camera '{camera}' stands on the road '{other}' already.", "cameras")
            : null;
    }

    private static Timeline<Road> RoadOf(CatalogueEntry entry) => entry.Timeline(value => value.Deserialize<Road>(ContractJson.Options)!);

    private static IEnumerable<string> CamerasOf(Timeline<Road> road) =>
        road.Versions.SelectMany(version => version.Value?.Cameras ?? []).Select(camera => camera.Id).Distinct(StringComparer.Ordinal);

    // Before a jurisdiction's first table began, that one counts.
    private static bool IsLawless(Timeline<Road> road, Func<string, Timeline<Tolerance>?> tableOf) =>
        road.Versions.Where(version => version.Value is not null).Select(version => version.Value!.Jurisdiction).Distinct(StringComparer.Ordinal).Any(jurisdiction =>
        {
            var table = tableOf(jurisdiction);
            return road.Versions.Select(version => version.FromMs).Concat(table?.Versions.Select(version => version.FromMs) ?? [])
                .Any(at => road.At(at)?.Jurisdiction == jurisdiction && (table is null || table.VersionAt(at) is { Value: null }));
        });

    private (string Camera, string Road)? TwiceCamera(Timeline<Road> road)
    {
        foreach (var camera in CamerasOf(road))
        {
            foreach (var other in roadsOfCamera.GetValueOrDefault(camera) ?? [])
            {
                if (other != road.Id && Meet(road, roads[other], camera)) return (camera, other);
            }
        }

        return null;
    }

    private static bool Meet(Timeline<Road> one, Timeline<Road> other, string camera) =>
        one.Versions.Select(version => version.FromMs).Concat(other.Versions.Select(version => version.FromMs)).Any(at => Has(one.At(at), camera) && Has(other.At(at), camera));

    private static bool Has(Road? road, string camera) => road is not null && road.Cameras.Any(one => string.Equals(one.Id, camera, StringComparison.Ordinal));
}
