using Fleet.Contracts.VehicleTracking;
using Fleet.VehicleTracking.Positions;

namespace Fleet.VehicleTracking.Shards;

/// <summary>What the positions of a batch do to a shard, a vehicle at a time.</summary>
internal sealed class PositionTurn(ShardStore store)
{
    public async Task<(ItemOutcome[] Outcomes, ShardState State)> Take(IReadOnlyList<Position> positions, ShardState state)
    {
        var outcomes = new ItemOutcome[positions.Count];
        foreach (var vehicle in Enumerable.Range(0, outcomes.Length).GroupBy(index => positions[index].Vehicle, StringComparer.Ordinal))
            await Take(vehicle.Key, vehicle, positions, outcomes);
        var accepted = outcomes.Count(outcome => outcome == ItemOutcome.Accepted);
        return (outcomes, state with { Totals = state.Totals + new ShardTotals(PositionsAccepted: accepted, PositionsDuplicate: outcomes.Length - accepted) });
    }

    private async Task Take(string vehicle, IEnumerable<int> indexes, IReadOnlyList<Position> positions, ItemOutcome[] outcomes)
    {
        var name = StateNames.Vehicle(vehicle);
        var state = await store.Get(name, VehicleState.Empty);
        var tail = PointCodec.Decode(state.Tail);
        var before = tail.Count;
        foreach (var index in indexes)
        {
            var point = Point.Of(positions[index]);
            var isNew = !await IsSealed(vehicle, state, point.InstantMs) && TrackRules.TryInsert(tail, point);
            outcomes[index] = isNew ? ItemOutcome.Accepted : ItemOutcome.Duplicate;
        }

        if (tail.Count == before) return;
        var (after, segments) = TrackRules.Seal(state, tail);
        foreach (var segment in segments) await Store(vehicle, segment);
        await store.Set(name, after);
    }

    // Only a point older than the newest sealed one can be in a segment; nearly every point is newer.
    private async ValueTask<bool> IsSealed(string vehicle, VehicleState state, long instantMs)
    {
        if (instantMs > state.SealedUntilMs) return false;
        var day = await store.Get(StateNames.Day(vehicle, TrackRules.DayOf(instantMs)), SegmentDay.Empty);
        foreach (var span in day.Segments.Where(span => span.Covers(instantMs)))
        {
            var segment = await store.Get(StateNames.Segment(vehicle, span.Number), new Segment([]));
            if (PointCodec.Decode(segment.Points).Exists(point => point.InstantMs == instantMs)) return true;
        }

        return false;
    }

    private async Task Store(string vehicle, SealedSegment segment)
    {
        await store.Set(StateNames.Segment(vehicle, segment.Span.Number), segment.Segment);
        var name = StateNames.Day(vehicle, segment.Day);
        var day = await store.Get(name, SegmentDay.Empty);
        await store.Set(name, new SegmentDay([.. day.Segments, segment.Span]));
    }
}
