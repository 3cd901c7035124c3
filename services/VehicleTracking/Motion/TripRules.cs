using System.Globalization;
using System.Text.Json.Serialization;
using Fleet.Contracts;

namespace Fleet.VehicleTracking.Motion;

/// <summary>Where a vehicle is between its stops.</summary>
/// <param name="Stop">Where and when it stopped; null while it is on a trip.</param>
/// <param name="Start">Where and when it moved off; null while it stands.</param>
/// <param name="Still">Where and when it came to stand, while that is not yet long enough to be a stop.</param>
/// <param name="MaxKmh">Highest speed since <paramref name="Start"/>.</param>
public sealed record TripMemory(
    [property: JsonPropertyName("p")] Mark? Stop,
    [property: JsonPropertyName("s")] Mark? Start = null,
    [property: JsonPropertyName("q")] Mark? Still = null,
    [property: JsonPropertyName("x")] double MaxKmh = 0)
{
    /// <summary>Whether what began at <see cref="Start"/> has become a trip.</summary>
    [JsonIgnore]
    public bool IsTrip => Start is not null && Stop is null;
}

/// <summary>
/// Parts the fixes of a vehicle into trips and stops. A move that never becomes long enough for a trip is part of the stop
/// that it interrupts.
/// </summary>
public static class TripRules
{
    /// <param name="memory">What it returned for the fix before; null at the first.</param>
    /// <param name="before">The fix before; null at the first.</param>
    /// <param name="fix">The fix.</param>
    /// <param name="move">What lies between them.</param>
    /// <param name="metres">What the odometer says at <paramref name="fix"/>.</param>
    /// <param name="world">Vehicle and measures.</param>
    /// <param name="findings">Takes trips and stops that are over.</param>
    public static TripMemory Step(TripMemory? memory, Fix? before, Fix fix, Move move, double metres, MachineWorld world, Findings findings)
    {
        var here = Mark.Of(fix, metres);
        if (memory is null || before is not { } last) return new TripMemory(here, move.IsMoving ? here : null, MaxKmh: move.SpeedKmh);
        var there = Mark.Of(last, metres - move.Metres);
        var trips = world.Settings.Trips;
        if (move.ElapsedMs == 0 || move.ElapsedMs > trips.GapSeconds * 1_000) return Break(memory, there, here, move, world, findings);
        var isNear = move.ElapsedMs <= trips.StopSeconds * 1_000;
        return move.IsMoving
            ? Moving(Off(memory, isNear ? there : here, isNear ? last.SpeedKmh : null), here, move.SpeedKmh, world, findings)
            : Standing(memory, isNear ? here : there, here, world, findings);
    }

    /// <summary>The trip under way as of <paramref name="now"/>; null without one.</summary>
    public static Trip? OpenTrip(string vehicle, TripMemory memory, Mark now) => memory.IsTrip ? TripOf(vehicle, memory, now, now.InstantMs) : null;

    /// <summary>The stop that lasts as of <paramref name="now"/>; null on a trip.</summary>
    public static Stop? OpenStop(string vehicle, TripMemory memory, Mark now) =>
        memory.Stop is { } stop ? StopOf(vehicle, stop, now.InstantMs, now.InstantMs) : null;

    // The fix that it moves off from counts with the speed that it reported, however it was decided.
    private static TripMemory Off(TripMemory memory, Mark start, double? speedKmh) =>
        memory.Start is null ? memory with { Start = start, MaxKmh = Math.Max(memory.MaxKmh, speedKmh ?? 0) } : memory;

    private static TripMemory Moving(TripMemory memory, Mark here, double speedKmh, MachineWorld world, Findings findings)
    {
        if (memory.IsTrip)
            return memory.Still is null && speedKmh <= memory.MaxKmh ? memory : memory with { Still = null, MaxKmh = Math.Max(memory.MaxKmh, speedKmh) };
        var moving = memory with { Still = null, MaxKmh = Math.Max(memory.MaxKmh, speedKmh) };
        return Confirm(moving, here, here, world, findings);
    }

    private static TripMemory Standing(TripMemory memory, Mark still, Mark here, MachineWorld world, Findings findings)
    {
        if (memory.Start is null) return memory;
        var standing = memory.Still is null ? Confirm(memory with { Still = still }, still, here, world, findings) : memory;
        return here.InstantMs - standing.Still!.Value.InstantMs < world.Settings.Trips.StopSeconds * 1_000
            ? standing
            : End(standing, standing.Still.Value, here, world, findings);
    }

    // Becomes a trip as soon as it is long enough; the stop before it is over.
    private static TripMemory Confirm(TripMemory memory, Mark end, Mark here, MachineWorld world, Findings findings)
    {
        var start = memory.Start!.Value;
        if (memory.Stop is not { } stop) return memory;
        if (end.Metres - start.Metres < world.Settings.Trips.LeastMetres || end.InstantMs - start.InstantMs < world.Settings.Trips.LeastSeconds * 1_000) return memory;
        Finish(stop, start.InstantMs, here, world, findings);
        return memory with { Stop = null };
    }

    private static TripMemory End(TripMemory memory, Mark end, Mark here, MachineWorld world, Findings findings)
    {
        if (!memory.IsTrip) return new TripMemory(memory.Stop);
        findings.Trips.Add(TripOf(world.Vehicle, memory, end, here.InstantMs));
        return new TripMemory(end);
    }

    // Nothing is known of the time between: a trip ends where it was last seen, and a stop lasts only if it goes on here.
    private static TripMemory Break(TripMemory memory, Mark there, Mark here, Move move, MachineWorld world, Findings findings)
    {
        var before = memory.Start is null ? memory : End(memory, memory.Still ?? there, here, world, findings);
        var isSamePlace = move.ElapsedMs > 0
            && Earth.Metres(there.Latitude, there.Longitude, here.Latitude, here.Longitude) <= world.Settings.Trips.LeastMetres;
        if (!isSamePlace && before.Stop is { } stop) Finish(stop, there.InstantMs, here, world, findings);
        return new TripMemory(isSamePlace ? before.Stop : here, move.SpeedKmh >= world.Settings.Trips.MovingKmh ? here : null, MaxKmh: move.SpeedKmh);
    }

    private static void Finish(Mark stop, long endMs, Mark here, MachineWorld world, Findings findings)
    {
        if (endMs - stop.InstantMs >= world.Settings.Trips.StopSeconds * 1_000) findings.Stops.Add(StopOf(world.Vehicle, stop, endMs, here.InstantMs));
    }

    private static Trip TripOf(string vehicle, TripMemory memory, Mark end, long decidedMs)
    {
        var start = memory.Start!.Value;
        return new Trip(
            IdOf("trp", vehicle, start), decidedMs, start.InstantMs, end.InstantMs, start.Latitude, start.Longitude, end.Latitude, end.Longitude,
            end.Metres - start.Metres, memory.MaxKmh);
    }

    private static Stop StopOf(string vehicle, Mark stop, long endMs, long decidedMs) =>
        new(IdOf("stp", vehicle, stop), decidedMs, stop.InstantMs, endMs, stop.Latitude, stop.Longitude);

    private static string IdOf(string prefix, string vehicle, Mark start) =>
        DerivedId.Of(prefix, vehicle, start.InstantMs.ToString(CultureInfo.InvariantCulture));
}
