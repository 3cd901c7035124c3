using System.Text.Json.Serialization;
using Fleet.VehicleTracking.Positions;
using Fleet.VehicleTracking.Reference;
using Fleet.VehicleTracking.Zones;

namespace Fleet.VehicleTracking.Motion;

/// <summary>What a step may look at besides the fix.</summary>
/// <param name="Vehicle">Id of the vehicle.</param>
/// <param name="Settings">Measures of the service.</param>
/// <param name="Reference">What is known of the world; which version of a thing counts, the fix's instant decides.</param>
public readonly record struct MachineWorld(string Vehicle, MotionSettings Settings, ReferenceSnapshot Reference);

/// <summary>
/// All that the machine remembers of a vehicle between two fixes, a field a detector. It is stored with the vehicle at every
/// turn and with every segment, so it is small and its names are short. A new field is nullable: null is what an older version
/// has stored.
/// </summary>
/// <param name="Last">The last fix that the detectors saw.</param>
/// <param name="Jumps">See <see cref="FilterRules"/>.</param>
/// <param name="Moves">See <see cref="MoveRules"/>.</param>
/// <param name="Trips">See <see cref="TripRules"/>.</param>
/// <param name="Overspeed">See <see cref="OverspeedRules"/>.</param>
/// <param name="Harsh">See <see cref="HarshRules"/>.</param>
/// <param name="Zones">See <see cref="ZoneRules"/>.</param>
/// <param name="Corridors">See <see cref="CorridorRules"/>.</param>
public sealed record MachineMemory(
    [property: JsonPropertyName("l")] Fix? Last = null,
    [property: JsonPropertyName("j")] JumpMemory? Jumps = null,
    [property: JsonPropertyName("m")] MoveMemory? Moves = null,
    [property: JsonPropertyName("t")] TripMemory? Trips = null,
    [property: JsonPropertyName("o")] OverspeedMemory? Overspeed = null,
    [property: JsonPropertyName("h")] string? Harsh = null,
    [property: JsonPropertyName("z")] ZoneMemory? Zones = null,
    [property: JsonPropertyName("c")] CorridorMemory? Corridors = null)
{
    public static MachineMemory Empty { get; } = new();
}

/// <summary>
/// The one place where a vehicle's points, in the order of their own time, go by the filters and then by the detectors. A pure
/// fold: the same points make the same verdicts, memory and findings, whenever and however often.
/// </summary>
public static class Machine
{
    /// <summary>Takes the next point, writes its verdict into it, and gives what to remember.</summary>
    public static MachineMemory Step(MachineMemory memory, ref Point point, MachineWorld world, Findings findings)
    {
        if (point.Verdict == Verdict.Late) return memory;
        var fix = Fix.Of(point);
        var judgement = FilterRules.Judge(memory.Jumps, memory.Last, fix, point.Valid, world.Settings.Filters);
        var verdict = judgement.Verdict;
        if (verdict == Verdict.Good) memory = See(memory, fix, judgement.IsRestart, world, findings, ref verdict);
        else if (!Equals(judgement.Jumps, memory.Jumps)) memory = memory with { Jumps = judgement.Jumps };
        if (verdict == point.Verdict) return memory;
        findings.Verdicts[(int)point.Verdict]--;
        findings.Verdicts[(int)verdict]++;
        point = point with { Verdict = verdict };
        return memory;
    }

    private static MachineMemory See(MachineMemory memory, Fix fix, bool isRestart, MachineWorld world, Findings findings, ref Verdict verdict)
    {
        var before = isRestart ? null : memory.Last;
        var (moves, move) = MoveRules.Step(memory.Moves, before, fix, world.Settings);
        if (move.IsJitter) verdict = Verdict.Jitter;
        SignalRules.Ignition(memory.Moves?.Ignition, fix, world, findings.Events);
        SignalRules.Alarm(before, fix, world, findings.Events);
        var (stood, stands) = (Standing(before, memory.Moves), Standing(fix, moves)!.Value);
        var zones = ZoneRules.Step(memory.Zones, world.Vehicle, stood, stands, world.Reference.Zones, findings.Events);

        // Trips are told of the last fix even at a restart: an open trip ends there.
        return new MachineMemory(
            Last: fix,
            Moves: moves,
            Trips: TripRules.Step(memory.Trips, memory.Last, fix, move, moves.Metres, world, findings),
            Overspeed: OverspeedRules.Step(memory.Overspeed, fix, move, LimitKmh(fix, zones, world), world, findings.Events),
            Harsh: HarshRules.Step(memory.Harsh, before, fix, world, findings.Events),
            Zones: zones,
            Corridors: CorridorRules.Step(memory.Corridors, world.Vehicle, before, zones, fix, world.Reference.Zones, world.Reference.Tolerances, findings.Events));
    }

    // A vehicle that only seems to move is still where it was: noise crosses no border.
    private static Fix? Standing(Fix? fix, MoveMemory? moves) =>
        moves is null ? fix : fix is { } at ? at with { Latitude = moves.Anchor.Latitude, Longitude = moves.Anchor.Longitude } : null;

    // The lower one of the device's own limit and that of the zones around it; without either, the service's.
    private static double? LimitKmh(Fix fix, ZoneMemory? zones, MachineWorld world)
    {
        var own = world.Reference.Devices.OverspeedLimitKmh(world.Vehicle, fix.InstantMs);
        var around = ZoneRules.Limit(zones, fix.InstantMs, world.Reference.Zones)?.LimitKmh;
        if (own is not null || around is not null) return around is null || own < around ? own : around;
        return world.Settings.Overspeed.LimitKmh is > 0 and var limit ? limit : null;
    }
}
