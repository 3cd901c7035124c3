using System.Runtime.InteropServices;
using Fleet.VehicleTracking.Motion;
using Fleet.VehicleTracking.Positions;

namespace Fleet.VehicleTracking.Retention;

/// <summary>A vehicle without what is too old in its own state.</summary>
/// <param name="State">The vehicle.</param>
/// <param name="Before">The machine's memory before its tail.</param>
/// <param name="Erased">How much that was.</param>
/// <param name="Trip">The trip that was under way when its last position came; null unless that went.</param>
public sealed record ShortenedTail(VehicleState State, MachineMemory Before, Erased Erased, Trip? Trip);

/// <summary>
/// Takes from a vehicle's newest points those that are too old: a vehicle that reports seldom has months in its tail. What the
/// others decide stays the same. When none is left, the vehicle is known, with its odometer and engine hours, and nowhere.
/// </summary>
public static class TailRules
{
    /// <summary>Null when nothing is too old.</summary>
    public static ShortenedTail? Shorten(VehicleState state, MachineMemory before, KeptSince since, MachineWorld world)
    {
        var (tail, late) = (PointCodec.Decode(state.Tail), state.Late is null ? [] : PointCodec.Decode(state.Late));
        var old = tail.FindIndex(point => point.InstantMs >= since.PositionsMs) is >= 0 and var kept ? kept : tail.Count;
        var lateOld = late.RemoveAll(point => point.InstantMs < since.PositionsMs);
        var recent = state.Recent?.Where(entry => entry.AtMs >= since.JournalMs).ToList();
        var entries = (state.Recent?.Count ?? 0) - (recent?.Count ?? 0);
        if (old + lateOld + entries == 0) return null;

        if (old > 0) before = TrackRules.Run(before, CollectionsMarshal.AsSpan(tail)[..old], world, new Findings());
        tail.RemoveRange(0, old);
        var isEmpty = old > 0 && tail.Count == 0;
        return new ShortenedTail(
            state with
            {
                Tail = PointCodec.Encode(CollectionsMarshal.AsSpan(tail)),
                Late = late.Count == 0 ? null : PointCodec.Encode(CollectionsMarshal.AsSpan(late)),
                Head = isEmpty ? Nowhere(state.Head) : state.Head,
                Recent = recent is { Count: 0 } ? null : recent,
            },
            isEmpty ? Nowhere(before) ?? MachineMemory.Empty : before,
            new Erased(Positions: old + lateOld, JournalEntries: entries),
            isEmpty && state.Head is { Last: { } last, Moves: { } moves, Trips: { } trips } ? TripRules.OpenTrip(world.Vehicle, trips, Mark.Of(last, moves.Metres)) : null);
    }

    private static MachineMemory? Nowhere(MachineMemory? memory) =>
        memory?.Moves is { } moves ? new MachineMemory(Moves: new MoveMemory(moves.Metres, moves.EngineMs, default, moves.Ignition)) : null;
}
