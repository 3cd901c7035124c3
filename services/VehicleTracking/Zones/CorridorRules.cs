using Fleet.Contracts.VehicleTracking;
using Fleet.VehicleTracking.Motion;
using Fleet.VehicleTracking.SectionControl;

namespace Fleet.VehicleTracking.Zones;

/// <summary>
/// Section control by positions alone: a lower bound of the average speed along a corridor, judged once when the drive along it is
/// over. Only what no true way and time could undercut counts, less the tolerance of the law.
/// </summary>
public static class CorridorRules
{
    private const long GapMs = 120_000;
    private const double BackMetres = 50;
    private const double ShareToJudge = 0.8;
    private const int MostPegs = 16;
    private const int PegsAlong = 12;

    /// <param name="memory">What it returned for the fix before.</param>
    /// <param name="vehicle">Id of the vehicle.</param>
    /// <param name="before">The fix before; null when the way from it to this one is not known, and then a new drive begins.</param>
    /// <param name="inside">What <see cref="ZoneRules.Step"/> returned for the fix.</param>
    /// <param name="fix">The fix.</param>
    /// <param name="zones">All zones.</param>
    /// <param name="tolerances">What the law takes off.</param>
    /// <param name="events">Takes what it says.</param>
    public static CorridorMemory? Step(
        CorridorMemory? memory, string vehicle, Fix? before, ZoneMemory? inside, Fix fix, ZoneIndex zones, Tolerances tolerances, ICollection<TrackEvent> events)
    {
        if (memory is null && inside is null) return null;
        var open = new List<Traversal>();
        foreach (var stay in inside?.Inside ?? [])
        {
            if (zones.Find(stay.Zone, stay.Version) is not { Section: { } line } zone || !zone.IsActive(fix.InstantMs)) continue;
            open.Add(Continue(before is null ? null : Of(memory, stay), zone, Peg.Of(fix, line), line));
        }

        foreach (var ended in memory?.Open ?? [])
        {
            if (!open.Exists(traversal => traversal.Zone == ended.Zone && traversal.Version == ended.Version && traversal.Pegs[0] == ended.Pegs[0]))
                Judge(ended, vehicle, fix, zones, tolerances, events);
        }

        return open.Count == 0 ? null : new CorridorMemory(open);
    }

    // A drive that turned round, or of which too long nothing is known, is over; another begins.
    private static Traversal Continue(Traversal? before, PlacedZone zone, Peg peg, CorridorLine line)
    {
        if (before is null
            || peg.InstantMs - before.SeenMs > GapMs
            || peg.ChainageMetres < before.Last.ChainageMetres - before.Last.AccuracyMetres - peg.AccuracyMetres - BackMetres)
            return new Traversal(zone.Zone.Id, zone.Version, [peg], peg, peg.InstantMs);
        if (peg.ChainageMetres < before.Last.ChainageMetres) return before with { SeenMs = peg.InstantMs };
        var isPeg = before.Pegs.Count < MostPegs && peg.ChainageMetres - before.Pegs[^1].ChainageMetres >= line.LengthMetres / PegsAlong;
        return before with { Pegs = isPeg ? [.. before.Pegs, peg] : before.Pegs, Last = peg, SeenMs = peg.InstantMs };
    }

    private static void Judge(Traversal drive, string vehicle, Fix fix, ZoneIndex zones, Tolerances tolerances, ICollection<TrackEvent> events)
    {
        if (zones.Find(drive.Zone, drive.Version) is not { Section: { } line, Zone: { LimitKmh: { } limit, SectionControl: { } control } }) return;
        var (first, last) = (drive.Pegs[0], drive.Last);
        if (last.ChainageMetres - first.ChainageMetres < (control.MinMetres ?? (line.LengthMetres * ShareToJudge))) return;
        if (control.Jurisdiction is not null && !tolerances.Covers(control.Jurisdiction)) return;
        var measured = SpeedBound.Kmh(drive.Pegs[^1] == last ? drive.Pegs : [.. drive.Pegs, last]);
        var counts = Math.Floor(measured - (control.Jurisdiction is null ? 0 : tolerances.Of(control.Jurisdiction, first.InstantMs).At(measured)));
        if (counts <= (decimal)limit) return;
        events.Add(TrackEvent.Of(vehicle, VehicleEventKinds.CorridorOverspeed, fix, first.InstantMs, drive.Zone) with
        {
            UntilMs = last.InstantMs,
            Latitude = last.Latitude,
            Longitude = last.Longitude,
            SpeedKmh = (double)measured,
            LimitKmh = limit,
            Value = (double)counts,
        });
    }

    private static Traversal? Of(CorridorMemory? memory, ZoneStay stay)
    {
        foreach (var traversal in memory?.Open ?? [])
        {
            if (string.Equals(traversal.Zone, stay.Zone, StringComparison.Ordinal) && traversal.Version == stay.Version) return traversal;
        }

        return null;
    }
}
