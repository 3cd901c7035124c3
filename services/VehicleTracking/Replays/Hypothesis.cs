using Fleet.Contracts.VehicleTracking;
using Fleet.VehicleTracking.Motion;
using Fleet.VehicleTracking.Reference;
using Fleet.VehicleTracking.Roads;
using Fleet.VehicleTracking.SectionControl;
using Fleet.VehicleTracking.Zones;

namespace Fleet.VehicleTracking.Replays;

/// <summary>The world as it is, and as it would be.</summary>
/// <param name="Now">What the catalogue says.</param>
/// <param name="Then">The same with the changes.</param>
/// <param name="Settings">The measures with the changes.</param>
public sealed record Hypothesis(ReferenceSnapshot Now, ReferenceSnapshot Then, MotionSettings Settings)
{
    /// <exception cref="InvalidDataException">The changes contradict what there is.</exception>
    public static Hypothesis Of(ReplayChanges changes, ReferenceSnapshot now, MotionSettings settings)
    {
        var tolerances = changes.Tolerances is null ? now.Tolerances : TolerancesOf(changes.Tolerances, now.Tolerances);
        var roads = changes.Roads is null && changes.LimitKmh is null ? now.Roads : new RoadMap(RoadsOf(changes, now.Roads));
        foreach (var (road, jurisdiction) in roads.Jurisdictions)
        {
            if (!tolerances.Covers(jurisdiction)) throw new InvalidDataException($"The road '{road}' lies in '{jurisdiction}', which has no tolerance table.");
        }

        var then = now with { Roads = roads, Tolerances = tolerances, Zones = changes.Zones is null ? now.Zones : ZonesOf(changes.Zones, now.Zones) };
        return new Hypothesis(now, then, changes.OverspeedLimitKmh is { } limit ? settings with { Overspeed = settings.Overspeed with { LimitKmh = limit } } : settings);
    }

    private static List<RoadVersion> RoadsOf(ReplayChanges changes, RoadMap now)
    {
        var replaced = (changes.Roads ?? []).Select(road => road.Id).ToHashSet(StringComparer.Ordinal);
        var versions = now.Versions.Where(version => !replaced.Contains(version.Road.Id)).Concat((changes.Roads ?? []).Select(road => new RoadVersion(road)));
        return [.. versions.Select(version => changes.LimitKmh?.TryGetValue(version.Road.Id, out var limit) == true
            ? version with { Road = version.Road with { LimitKmh = limit } }
            : version)];
    }

    private static Tolerances TolerancesOf(IReadOnlyList<Tolerance> tables, Tolerances now)
    {
        var replaced = tables.Select(table => table.Jurisdiction).ToHashSet(StringComparer.Ordinal);
        return new Tolerances(now.All.Where(table => !replaced.Contains(table.Jurisdiction)).Concat(tables));
    }

    private static ZoneIndex ZonesOf(IReadOnlyList<Zone> zones, ZoneIndex now)
    {
        var replaced = zones.Select(zone => zone.Id).ToHashSet(StringComparer.Ordinal);
        return new ZoneIndex([
            .. now.Versions.Where(version => !replaced.Contains(version.Zone.Id)),
            .. zones.Select(zone => new ZoneVersion(zone, 0, DateTimeOffset.MinValue))]);
    }
}
