using Fleet.Contracts.VehicleTracking;
using Fleet.VehicleTracking.Motion;

namespace Fleet.VehicleTracking.Zones;

/// <summary>
/// Enter, exit and dwell. A fix is inside or not by its place alone, whatever its accuracy. An event needs a crossing: two
/// consecutive fixes on either side of the border of one version of the zone that was in force at both.
/// </summary>
public static class ZoneRules
{
    /// <param name="memory">What it returned for the fix before.</param>
    /// <param name="vehicle">Id of the vehicle.</param>
    /// <param name="before">The fix before; null when there is none to compare with, and then nothing was crossed.</param>
    /// <param name="fix">The fix.</param>
    /// <param name="zones">All zones.</param>
    /// <param name="events">Takes what it says.</param>
    public static ZoneMemory? Step(ZoneMemory? memory, string vehicle, Fix? before, Fix fix, ZoneIndex zones, ICollection<TrackEvent> events)
    {
        var inside = zones.At(fix.Latitude, fix.Longitude, fix.InstantMs);
        if (memory is null && inside.Count == 0) return null;
        foreach (var stay in memory?.Inside ?? [])
        {
            if (Of(inside, stay.Zone) is null && before is not null) Leave(stay, vehicle, fix, zones, events);
        }

        var stays = new List<ZoneStay>(inside.Count);
        foreach (var zone in inside)
        {
            if (!zone.IsFor(vehicle)) continue;
            var stay = Of(memory, zone.Zone.Id) ?? Enter(zone, vehicle, before, fix, events);
            stays.Add(Dwell(stay.Version == zone.Version ? stay : stay with { Version = zone.Version }, zone, vehicle, fix, events));
        }

        if (stays.Count == 0) return null;
        return memory is not null && stays.SequenceEqual(memory.Inside) ? memory : new ZoneMemory(stays);
    }

    /// <summary>The lowest limit of the zones that a fix is in and whose calendars are active; null when none has one.</summary>
    /// <param name="memory">What <see cref="Step"/> returned for the fix.</param>
    /// <param name="instantMs">Instant of the fix, Unix milliseconds.</param>
    /// <param name="zones">All zones.</param>
    public static ZoneLimit? Limit(ZoneMemory? memory, long instantMs, ZoneIndex zones)
    {
        ZoneLimit? lowest = null;
        if (memory is null) return lowest;
        foreach (var stay in memory.Inside)
        {
            var zone = zones.Find(stay.Zone, stay.Version);
            if (zone?.Zone.LimitKmh is not { } limit || limit >= lowest?.LimitKmh || !zone.IsActive(instantMs)) continue;
            lowest = new ZoneLimit(stay.Zone, limit);
        }

        return lowest;
    }

    private static ZoneStay Enter(PlacedZone zone, string vehicle, Fix? before, Fix fix, ICollection<TrackEvent> events)
    {
        if (before is { } last && zone.IsInForce(last.InstantMs) && !zone.Contains(last.Latitude, last.Longitude) && zone.IsActive(fix.InstantMs))
            events.Add(TrackEvent.Of(vehicle, VehicleEventKinds.ZoneEnter, fix, fix.InstantMs, zone.Zone.Id));
        return new ZoneStay(zone.Zone.Id, zone.Version, fix.InstantMs);
    }

    // A version that is no longer in force has no border that a vehicle could cross.
    private static void Leave(ZoneStay stay, string vehicle, Fix fix, ZoneIndex zones, ICollection<TrackEvent> events)
    {
        var zone = zones.Find(stay.Zone, stay.Version);
        if (zone is not null && zone.IsInForce(fix.InstantMs) && zone.IsActive(fix.InstantMs))
            events.Add(TrackEvent.Of(vehicle, VehicleEventKinds.ZoneExit, fix, fix.InstantMs, stay.Zone));
    }

    private static ZoneStay Dwell(ZoneStay stay, PlacedZone zone, string vehicle, Fix fix, ICollection<TrackEvent> events)
    {
        if (stay.IsDwellSaid || zone.Zone.DwellMinutes is not { } minutes) return stay;
        var dueMs = stay.SinceMs + (long)(minutes * 60_000);
        if (fix.InstantMs < dueMs || !zone.IsActive(fix.InstantMs)) return stay;
        var atMs = zone.IsActive(dueMs) ? dueMs : fix.InstantMs;
        events.Add(TrackEvent.Of(vehicle, VehicleEventKinds.ZoneDwell, fix, atMs, stay.Zone) with { Value = minutes });
        return stay with { IsDwellSaid = true };
    }

    private static PlacedZone? Of(IReadOnlyList<PlacedZone> zones, string id)
    {
        foreach (var zone in zones)
        {
            if (string.Equals(zone.Zone.Id, id, StringComparison.Ordinal)) return zone;
        }

        return null;
    }

    private static ZoneStay? Of(ZoneMemory? memory, string id)
    {
        foreach (var stay in memory?.Inside ?? [])
        {
            if (string.Equals(stay.Zone, id, StringComparison.Ordinal)) return stay;
        }

        return null;
    }
}
