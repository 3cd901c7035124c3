using Fleet.Contracts.VehicleTracking;
using Fleet.VehicleTracking.Positions;
using Fleet.VehicleTracking.SectionControl;

namespace Fleet.VehicleTracking.Shards;

/// <summary>What can be asked of a shard.</summary>
internal sealed class ShardReads(ShardStore store)
{
    public async Task<VehicleView> Vehicle(string id)
    {
        var vehicle = VehicleId.IsValid(id) ? await store.Get(StateNames.Vehicle(id), VehicleState.Empty) : VehicleState.Empty;
        var tail = PointCodec.Decode(vehicle.Tail);
        var plate = Plates.Normalise(id);
        var passages = plate is null ? [] : (await store.Get(StateNames.Plate(plate), PlateState.Empty)).Passages;
        return new VehicleView(
            id,
            tail.Count == 0 ? null : tail[^1].ToPosition(id),
            passages is [.., var last] ? new Passage(last.Camera, plate!, DateTimeOffset.FromUnixTimeMilliseconds(last.InstantMs), last.Lane) : null,
            MotionReads.Of(id, vehicle));
    }

    public async Task<VehiclesView> Vehicles(VehiclesQuery query)
    {
        var vehicles = new List<VehicleView>();
        foreach (var id in await new Roster(store).After(query.AfterId, query.Limit)) vehicles.Add(await Vehicle(id));
        return new VehiclesView(vehicles);
    }

    public async Task<TrackView> Track(TrackQuery query)
    {
        var vehicle = await store.Get(StateNames.Vehicle(query.Vehicle), VehicleState.Empty);
        var points = PointCodec.Decode(vehicle.Tail).FindAll(IsWanted);
        if (vehicle.Late is not null) points.AddRange(PointCodec.Decode(vehicle.Late).FindAll(IsWanted));
        foreach (var day in Days(query))
        {
            var spans = (await store.Get(StateNames.Day(query.Vehicle, day), SegmentDay.Empty)).Segments;
            foreach (var span in InOrder(spans.Where(span => span.FirstMs < query.BeforeMs && span.LastMs >= query.FromMs), query.IsAscending))
            {
                // Nothing in this span or a later one can come before what is already enough.
                if (points.Count(point => query.IsAscending ? point.InstantMs < span.FirstMs : point.InstantMs > span.LastMs) >= query.Limit) return View();
                var segment = await store.Get(StateNames.Segment(query.Vehicle, span.Number), new Segment([]));
                points.AddRange(PointCodec.Decode(segment.Points).FindAll(IsWanted));
            }
        }

        return View();

        bool IsWanted(Point point) => query.FromMs <= point.InstantMs && point.InstantMs < query.BeforeMs;
        TrackView View()
        {
            points.Sort((left, right) => query.IsAscending ? left.InstantMs.CompareTo(right.InstantMs) : right.InstantMs.CompareTo(left.InstantMs));
            return new TrackView(points.Take(query.Limit).Select(point => point.ToPosition(query.Vehicle)).ToList());
        }
    }

    private static IEnumerable<long> Days(TrackQuery query)
    {
        var (first, last) = (TrackRules.DayOf(query.FromMs), TrackRules.DayOf(query.BeforeMs - 1));
        for (var passed = 0L; passed <= last - first; passed++) yield return query.IsAscending ? first + passed : last - passed;
    }

    private static IEnumerable<SegmentSpan> InOrder(IEnumerable<SegmentSpan> spans, bool isAscending) =>
        isAscending ? spans.OrderBy(span => span.FirstMs) : spans.OrderByDescending(span => span.LastMs);

    public async Task<LostView> Lost(LostQuery query)
    {
        var book = await store.Get(StateNames.Lost, LostBook.Empty);
        return new LostView(book.Vehicles.Reverse().Where(IsWanted).Take(query.Limit).ToList());

        bool IsWanted(VehicleLost lost) => lost.LostAt.ToUnixTimeMilliseconds() is var at
            && (at < query.BeforeMs || (at == query.BeforeMs && string.CompareOrdinal(lost.EventId, query.BeforeId) < 0));
    }
}
