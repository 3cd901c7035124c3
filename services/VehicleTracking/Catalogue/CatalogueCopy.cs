using Fleet.Contracts.VehicleTracking;
using Fleet.VehicleTracking.Reference;
using Fleet.VehicleTracking.Roads;
using Fleet.VehicleTracking.SectionControl;
using Fleet.VehicleTracking.Zones;

namespace Fleet.VehicleTracking.Catalogue;

/// <summary>
/// What this instance has of the catalogue in its memory. It is read whole when the service starts, and then page by page as
/// pages change; each time the <see cref="ReferenceBook"/> gets what turns use.
/// </summary>
internal sealed class CatalogueCopy(CatalogueCalls calls, ReferenceBook book) : IDisposable
{
    private const int PagesACall = 64;
    private readonly SemaphoreSlim alone = new(1, 1);
    private readonly Shelf<Road, Road> roads = new(CatalogueKeys.Roads, road => road);
    private readonly Shelf<Tolerance, Tolerance> tolerances = new(CatalogueKeys.Tolerances, table => table);
    private readonly Shelf<Device, DeviceFacts> devices = new(CatalogueKeys.Devices, device =>
        new DeviceFacts(device.Vehicle ?? device.Id, device.OverspeedLimitKmh, device.Disabled ?? false));

    private readonly Shelf<Zone, Zone> zones = new(CatalogueKeys.Zones, zone => zone);

    private long revision = -1;

    /// <summary>Whether it was read once.</summary>
    public bool IsLoaded => Volatile.Read(ref revision) >= 0;

    /// <summary>All ids of a kind, also of what has been retired, in order.</summary>
    public string[] Ids(string kind) => ShelfOf(kind).Ids;

    /// <summary>Reads everything; what the files say is in the catalogue first.</summary>
    public async Task Load(CatalogueSeed seed, CancellationToken cancellation)
    {
        await alone.WaitAsync(cancellation);
        try
        {
            await Take(await calls.Open(seed));
        }
        finally
        {
            alone.Release();
        }
    }

    /// <summary>Reads what has changed since.</summary>
    public async Task Refresh(CancellationToken cancellation)
    {
        await alone.WaitAsync(cancellation);
        try
        {
            var news = await calls.News(revision);
            if (news.Pages.Count > 0) await Take(news);
        }
        finally
        {
            alone.Release();
        }
    }

    public void Dispose() => alone.Dispose();

    private async Task Take(CatalogueNews news)
    {
        foreach (var names in news.Pages.Chunk(PagesACall))
        {
            foreach (var (name, page) in (await calls.Pages(names)).Pages)
            {
                var (kind, number) = CatalogueKeys.Parse(name);
                ShelfOf(kind).Put(number, page);
            }
        }

        var kinds = news.Pages.Select(page => CatalogueKeys.Parse(page).Kind).ToHashSet(StringComparer.Ordinal);
        foreach (var kind in kinds) ShelfOf(kind).Order();
        book.Change(Snapshot(kinds));
        Volatile.Write(ref revision, news.Revision);
    }

    // What did not change is taken over: 10,000 zones are not built again for one device.
    private ReferenceSnapshot Snapshot(HashSet<string> changed)
    {
        var before = IsLoaded ? book.Current : new ReferenceSnapshot(new RoadMap(Array.Empty<Road>()), new Tolerances([]));
        return before with
        {
            Roads = changed.Contains(CatalogueKeys.Roads) ? new RoadMap([.. roads.All.SelectMany(Versions)]) : before.Roads,
            Tolerances = changed.Contains(CatalogueKeys.Tolerances) ? new Tolerances(tolerances.All.SelectMany(Versions)) : before.Tolerances,
            Zones = changed.Contains(CatalogueKeys.Zones) ? ZoneIndex.Of(zones.All) : before.Zones,
            Devices = changed.Contains(CatalogueKeys.Devices) ? new DeviceBook(devices.Pages, id => CatalogueKeys.PageNumber(CatalogueKeys.Devices, id)) : before.Devices,
        };
    }

    private static IEnumerable<RoadVersion> Versions(Timeline<Road> road) => road.Versions
        .Select((version, index) => (version, untilMs: index + 1 < road.Versions.Count ? road.Versions[index + 1].FromMs : long.MaxValue))
        .Where(pair => pair.version.Value is not null)
        .Select(pair => new RoadVersion(pair.version.Value!, pair.version.Version, pair.version.FromMs, pair.untilMs));

    private static IEnumerable<Tolerance> Versions(Timeline<Tolerance> table) => table.Versions
        .Where(version => version.Value is not null)
        .Select(version => version.Value! with { EffectiveFrom = version.FromMs == long.MinValue ? null : DateTimeOffset.FromUnixTimeMilliseconds(version.FromMs) });

    private IShelf ShelfOf(string kind) => kind switch
    {
        CatalogueKeys.Roads => roads,
        CatalogueKeys.Tolerances => tolerances,
        CatalogueKeys.Devices => devices,
        CatalogueKeys.Zones => zones,
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "no such kind"),
    };
}
