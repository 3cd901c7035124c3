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
            passages is [.., var last] ? new Passage(last.Camera, plate!, DateTimeOffset.FromUnixTimeMilliseconds(last.InstantMs), last.Lane) : null);
    }

    public async Task<TrackView> Track(TrackQuery query)
    {
        var tail = PointCodec.Decode((await store.Get(StateNames.Vehicle(query.Vehicle), VehicleState.Empty)).Tail);
        var points = tail.FindAll(IsWanted);
        for (var day = TrackRules.DayOf(query.BeforeMs - 1); day >= TrackRules.DayOf(query.FromMs); day--)
        {
            var spans = (await store.Get(StateNames.Day(query.Vehicle, day), SegmentDay.Empty)).Segments;
            foreach (var span in spans.Where(span => span.FirstMs < query.BeforeMs).OrderByDescending(span => span.LastMs))
            {
                // Nothing in this span or a later one can be newer than what is already enough.
                if (points.Count(point => point.InstantMs > span.LastMs) >= query.Limit) return View();
                var segment = await store.Get(StateNames.Segment(query.Vehicle, span.Number), new Segment([]));
                points.AddRange(PointCodec.Decode(segment.Points).FindAll(IsWanted));
            }
        }

        return View();

        bool IsWanted(Point point) => query.FromMs <= point.InstantMs && point.InstantMs < query.BeforeMs;
        TrackView View() => new(points.OrderByDescending(point => point.InstantMs).Take(query.Limit).Select(point => point.ToPosition(query.Vehicle)).ToList());
    }

    public async Task<LostView> Lost(LostQuery query)
    {
        var book = await store.Get(StateNames.Lost, LostBook.Empty);
        return new LostView(book.Vehicles.Reverse().Where(IsWanted).Take(query.Limit).ToList());

        bool IsWanted(VehicleLost lost) => lost.LostAt.ToUnixTimeMilliseconds() is var at
            && (at < query.BeforeMs || (at == query.BeforeMs && string.CompareOrdinal(lost.EventId, query.BeforeId) < 0));
    }
}
