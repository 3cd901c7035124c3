using System.Collections.Frozen;
using Fleet.Contracts.VehicleTracking;
using Fleet.VehicleTracking.Reference;

namespace Fleet.VehicleTracking.Zones;

/// <summary>All versions of all zones, found by place and instant. Never changes, for any number of threads.</summary>
public sealed class ZoneIndex
{
    private readonly ZoneCells cells;
    private readonly FrozenDictionary<(string Id, int Version), PlacedZone> byVersion;

    /// <summary>Takes versions that have no mistakes (<see cref="ZoneMistakes"/>).</summary>
    public ZoneIndex(IReadOnlyCollection<ZoneVersion> versions)
    {
        Versions = versions;
        var zones = versions.GroupBy(version => version.Zone.Id, StringComparer.Ordinal).SelectMany(Placed).ToList();
        byVersion = zones.ToFrozenDictionary(zone => (zone.Zone.Id, zone.Version));
        cells = new ZoneCells(zones);
    }

    public static ZoneIndex Empty { get; } = new([]);

    /// <summary>Takes zones as the catalogue keeps them, without mistakes.</summary>
    public static ZoneIndex Of(IEnumerable<Timeline<Zone>> zones) => new([.. zones.SelectMany(VersionsOf)]);

    public IReadOnlyCollection<ZoneVersion> Versions { get; }

    /// <summary>The zones in force at an instant (Unix milliseconds) that contain a place, by id.</summary>
    public IReadOnlyList<PlacedZone> At(double latitude, double longitude, long instantMs)
    {
        if (byVersion.Count == 0) return [];
        List<PlacedZone>? found = null;
        foreach (var piece in cells.Near(latitude, longitude))
        {
            if (!piece.Contains(latitude, longitude) || !piece.Zone.IsInForce(instantMs) || found?.Contains(piece.Zone) == true) continue;
            found ??= [];
            var place = found.FindIndex(zone => string.CompareOrdinal(zone.Zone.Id, piece.Zone.Zone.Id) > 0);
            found.Insert(place < 0 ? found.Count : place, piece.Zone);
        }

        return found ?? (IReadOnlyList<PlacedZone>)[];
    }

    /// <summary>A version of a zone; null when there is none.</summary>
    public PlacedZone? Find(string id, int version) => byVersion.GetValueOrDefault((id, version));

    private static IEnumerable<ZoneVersion> VersionsOf(Timeline<Zone> zone) => zone.Versions
        .Select((version, index) => version.Value is null
            ? null
            : new ZoneVersion(version.Value, version.Version, Instant(version.FromMs), index + 1 < zone.Versions.Count ? Instant(zone.Versions[index + 1].FromMs) : null))
        .OfType<ZoneVersion>();

    // Always is before all that a DateTimeOffset can say.
    private static DateTimeOffset Instant(long ms) =>
        ms <= DateTimeOffset.MinValue.ToUnixTimeMilliseconds() ? DateTimeOffset.MinValue : DateTimeOffset.FromUnixTimeMilliseconds(ms);

    private static IEnumerable<PlacedZone> Placed(IEnumerable<ZoneVersion> versions)
    {
        var inOrder = versions.OrderBy(version => version.EffectiveFrom).ThenBy(version => version.Version).ToList();
        return inOrder.Select((version, index) => new PlacedZone(
            version, index + 1 < inOrder.Count ? inOrder[index + 1].EffectiveFrom.ToUnixTimeMilliseconds() : long.MaxValue));
    }
}
