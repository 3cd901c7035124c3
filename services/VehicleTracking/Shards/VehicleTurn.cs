using System.Runtime.InteropServices;
using Fleet.Contracts.VehicleTracking;
using Fleet.VehicleTracking.Motion;
using Fleet.VehicleTracking.Positions;

namespace Fleet.VehicleTracking.Shards;

/// <summary>
/// What the points of a batch do to one vehicle. Points that are newer than all before continue from the machine's memory; one
/// that is late, but within the window, is put in its place, and the machine goes again by all that follow; one that is later
/// still goes to the history alone. What is late was decided by the newest point before the batch.
/// </summary>
/// <param name="tracks">Older points and settled entries.</param>
/// <param name="world">Vehicle and measures.</param>
/// <param name="state">The vehicle before.</param>
internal sealed class VehicleTurn(TrackStore tracks, MachineWorld world, VehicleState state)
{
    private readonly List<Point> tail = PointCodec.Decode(state.Tail);
    private readonly List<Point> fresh = [];
    private readonly Findings findings = new();
    private List<Point>? late;
    private List<Block>? blocks;
    private long fromMs = long.MaxValue;

    /// <summary>How many points were new.</summary>
    public int Taken { get; private set; }

    /// <summary>The newest of these, Unix milliseconds.</summary>
    public long NewestTakenMs { get; private set; }

    /// <summary>How many new events are not published.</summary>
    public int NotTold { get; private set; }

    private bool HasLate { get; set; }

    /// <summary>Takes the next point in order of time; false when its instant is there already.</summary>
    public async ValueTask<bool> Take(Point point)
    {
        var isNew = fresh.Count > 0 ? point.InstantMs > fresh[^1].InstantMs && TakeFresh(point)
            : tail.Count == 0 || point.InstantMs > tail[^1].InstantMs ? TakeFresh(point)
            : point.InstantMs >= tail[^1].InstantMs - world.Settings.WindowMs ? await TakeTardy(point)
            : await TakeLate(point);
        if (!isNew) return false;
        Taken++;
        NewestTakenMs = point.InstantMs;
        return true;
    }

    /// <summary>Decides, and stores all but the vehicle's own state, which it returns.</summary>
    public async Task<VehicleState> Finish(long[] filtered, List<VehicleAlert> alerts, long oldestAlertMs)
    {
        var after = fromMs == long.MaxValue ? state : HasLate || IsFull() ? await Fold() : Append();
        if (fromMs != long.MaxValue)
        {
            var time = new TurnTime(fromMs, tail[^1].InstantMs - world.Settings.WindowMs, tail[^1].InstantMs, oldestAlertMs);
            var change = RecentRules.Change(world.Vehicle, state.Recent, state.Told, findings.DecidedFrom(fromMs), time);
            after = after with { Recent = change.Recent, Told = change.Recent is null && change.Telling.Told.Count == 0 ? null : change.Telling.Told };
            alerts.AddRange(change.Telling.Alerts);
            NotTold = change.Telling.Skipped;
            if (change.Settled.Count > 0) await tracks.Journal(world.Vehicle, change.Settled);
        }

        for (var verdict = 1; verdict < filtered.Length; verdict++) filtered[verdict] += findings.Verdicts[verdict];
        return late is null ? after : await KeepLate(after, late);
    }

    private bool IsFull() =>
        tail.Count + fresh.Count >= TrackRules.Full || state.Tail.Length + TrackRules.BytesOf(fresh) >= TrackRules.FullBytes;

    private bool TakeFresh(Point point)
    {
        fresh.Add(point);
        fromMs = Math.Min(fromMs, point.InstantMs);
        return true;
    }

    private async ValueTask<bool> TakeTardy(Point point)
    {
        // The first of a batch is the oldest, so what it needs is enough for the others.
        if (point.InstantMs < tail[0].InstantMs && (blocks ??= await tracks.Blocks(world.Vehicle, state, point.InstantMs)) is null) return await TakeLate(point);
        if (!Block.TryPlace(blocks ?? [], tail, point)) return false;
        fromMs = Math.Min(fromMs, point.InstantMs);
        return HasLate = true;
    }

    private async ValueTask<bool> TakeLate(Point point)
    {
        late ??= state.Late is null ? [] : PointCodec.Decode(state.Late);
        if (tail.Exists(other => other.InstantMs == point.InstantMs) || await tracks.IsSealed(world.Vehicle, state, point.InstantMs)) return false;
        if (!TrackRules.TryInsert(late, point with { Verdict = Verdict.Late })) return false;
        findings.Verdicts[(int)Verdict.Late]++;
        return true;
    }

    private VehicleState Append()
    {
        var head = TrackRules.Run(state.Head ?? MachineMemory.Empty, CollectionsMarshal.AsSpan(fresh), world, findings);
        tail.AddRange(fresh);
        return state with { Tail = PointCodec.Encode(CollectionsMarshal.AsSpan(tail)), Head = head };
    }

    private async Task<VehicleState> Fold()
    {
        tail.AddRange(fresh);
        var before = blocks is [var first, ..] ? first.Before : await tracks.Before(world.Vehicle);
        var folded = TrackRules.Fold(before, blocks ?? [], tail, state.Segments, world, findings);
        if (folded.Sealed.Count > 0) await tracks.Put(world.Vehicle, folded.Sealed, folded.Before);
        return Sealed(state with { Tail = PointCodec.Encode(CollectionsMarshal.AsSpan(tail)), Head = folded.Head }, folded.Sealed);
    }

    private async Task<VehicleState> KeepLate(VehicleState after, List<Point> points)
    {
        if (!TrackRules.IsFull(points))
            return after with { Late = points.Count == 0 ? null : PointCodec.Encode(CollectionsMarshal.AsSpan(points)) };
        var segments = TrackRules.SealLate(points, after.Segments);
        await tracks.Put(world.Vehicle, segments, before: null);
        return Sealed(after with { Late = null }, segments);
    }

    private static VehicleState Sealed(VehicleState after, IReadOnlyList<SealedSegment> segments) => segments.Count == 0 ? after : after with
    {
        SealedUntilMs = Math.Max(after.SealedUntilMs, segments.Max(segment => segment.Span.LastMs)),
        Segments = Math.Max(after.Segments, segments.Max(segment => segment.Span.Number) + 1),
    };
}
