using Fleet.VehicleTracking.Evidence;
using Fleet.VehicleTracking.Motion;
using Fleet.VehicleTracking.Positions;
using Fleet.VehicleTracking.Replays;
using Fleet.VehicleTracking.SectionControl;

namespace Fleet.VehicleTracking.Shards;

/// <summary>What a replay reads of a shard: little at a time, and nothing is changed.</summary>
internal sealed class ReplayReads(ShardStore store)
{
    private const int MostSegments = 64;
    private readonly TrackStore tracks = new(store);

    public async Task<PlatesView> Plates(PlatesQuery query)
    {
        var plates = new List<PlateView>();
        var violations = new ViolationStore(store);
        foreach (var wanted in query.Plates)
        {
            var found = new List<StoredViolation>();
            foreach (var id in wanted.Violations)
            {
                if (await violations.Find(id) is { } violation) found.Add(violation);
            }

            plates.Add(new PlateView(wanted.Plate, await store.Get(StateNames.Plate(wanted.Plate), PlateState.Empty), found));
        }

        return new PlatesView(plates);
    }

    public async Task<VehicleIdsView> VehicleIds(VehiclesQuery query) => new(await new Roster(store).After(query.AfterId, query.Limit));

    /// <summary>Segments first, then the newest points; those that came later than the window are not among them.</summary>
    public async Task<PointsView> Points(PointsQuery query)
    {
        var state = await store.Get(StateNames.Vehicle(query.Vehicle), VehicleState.Empty);
        IReadOnlyList<TrackEvent> events = query.Decided is { } decided ? await Events(query.Vehicle, state, decided) : [];
        var spans = await Spans(query, state);
        var segments = new List<Segment>();
        foreach (var span in spans.Take(MostSegments)) segments.Add(await store.Get(StateNames.Segment(query.Vehicle, span.Number), new Segment([])));
        var blocks = segments.ConvertAll(segment => segment.Points);
        var before = segments is [var first, ..] ? first.Before : await tracks.Before(query.Vehicle);
        if (spans.Count <= MostSegments) blocks.Add(state.Tail);
        return new PointsView(blocks, query.Decided is null ? null : before ?? MachineMemory.Empty, events, spans.Count > MostSegments);
    }

    private async Task<List<SegmentSpan>> Spans(PointsQuery query, VehicleState state)
    {
        var spans = new List<SegmentSpan>();
        var last = Math.Min(state.SealedUntilMs, query.ToMs - 1);
        for (var day = TrackRules.DayOf(query.AfterMs); query.AfterMs <= last && day <= TrackRules.DayOf(last) && spans.Count <= MostSegments; day++)
        {
            var ofDay = await store.Get(StateNames.Day(query.Vehicle, day), SegmentDay.Empty);
            spans.AddRange(ofDay.Segments.Where(span => !span.IsLate && span.LastMs > query.AfterMs && span.FirstMs < query.ToMs).OrderBy(span => span.FirstMs));
        }

        return spans;
    }

    private async Task<List<TrackEvent>> Events(string vehicle, VehicleState state, EventSpan span)
    {
        var entries = new List<Entry>(state.Recent ?? []);
        for (var day = TrackRules.DayOf(span.FromMs); day <= TrackRules.DayOf(span.ToMs - 1); day++) entries.AddRange(await tracks.Journal(vehicle, day));
        return [.. entries.Select(entry => entry.Event).OfType<TrackEvent>().Where(one => TrackReplay.IsCompared(one) && span.FromMs <= one.AtMs && one.AtMs < span.ToMs)];
    }
}
