using System.Runtime.InteropServices;
using Fleet.Contracts.VehicleTracking;
using Fleet.VehicleTracking.Positions;
using FsCheck;
using FsCheck.Fluent;

namespace Fleet.Tests.Unit.VehicleTracking;

public sealed class TrackRulesTests
{
    private static Gen<Point> Points { get; } =
        from instant in Gen.Choose(0, int.MaxValue)
        from latitude in Gen.Choose(-900_000_000, 900_000_000)
        from longitude in Gen.Choose(-1_800_000_000, 1_800_000_000)
        from speed in Gen.OneOf(Gen.Constant<int?>(null), Gen.Choose(0, 200_000).Select(value => (int?)value))
        from heading in Gen.OneOf(Gen.Constant<int?>(null), Gen.Choose(0, 36_000).Select(value => (int?)value))
        select new Point(instant * 1_000L, latitude, longitude, speed, heading, heading);

    [Fact]
    public void Whatever_is_encoded_is_decoded_again() =>
        Check.One(Config.QuickThrowOnFailure, Prop.ForAll(Points.ListOf().ToArbitrary(), points =>
            Assert.Equal(points, PointCodec.Decode(PointCodec.Encode(points.ToArray())))));

    [Fact]
    public void A_vehicle_that_reports_every_ten_seconds_takes_few_bytes_a_point()
    {
        var points = Enumerable.Range(0, 64).Select(i => new Point(1_777_000_000_000 + (i * 10_000), 520_000_000 + (i * 24_000), 50_000_000 + (i * 9_000), 9_800 + (i % 7 * 30), 2_000 + (i % 5))).ToArray();

        Assert.InRange(PointCodec.Encode(points).Length / 64.0, 1, 14);
    }

    [Fact]
    public void A_position_comes_back_as_it_was_sent()
    {
        var sent = new Position("v", Some.Noon.AddMilliseconds(7), -12.3456789, 179.9999999, 83.25, 359.99, 4.5);

        Assert.Equal(sent, Point.Of(sent).ToPosition("v"));
    }

    [Fact]
    public void Every_point_is_kept_exactly_once_whatever_order_and_repetition_it_comes_in() =>
        Check.One(Config.QuickThrowOnFailure, Prop.ForAll(Points.ListOf(200).SelectMany(points => Gen.Shuffle(points.Concat(points).ToArray())).ToArbitrary(), arrived =>
        {
            var (state, tail, segments) = (VehicleState.Empty, new List<Point>(), new List<SealedSegment>());
            foreach (var point in arrived)
            {
                if (Holds(segments, point.InstantMs) || !TrackRules.TryInsert(tail, point)) continue;
                (state, var sealedNow) = TrackRules.Seal(state, tail);
                segments.AddRange(sealedNow);
                tail = PointCodec.Decode(state.Tail);
            }

            var kept = segments.SelectMany(segment => PointCodec.Decode(segment.Segment.Points)).Concat(tail).Select(point => point.InstantMs).ToList();
            Assert.Equal(arrived.Select(point => point.InstantMs).Distinct().Order(), kept.Order());
            Assert.Equal(segments.Count, state.Segments);
            Assert.All(segments, segment => Assert.Equal(segment.Day, TrackRules.DayOf(segment.Span.FirstMs)));
            Assert.All(segments, segment => Assert.Equal(segment.Day, TrackRules.DayOf(segment.Span.LastMs)));
        }));

    [Fact]
    public void The_newest_points_stay_open()
    {
        var tail = Enumerable.Range(0, TrackRules.Full).Select(i => new Point(i, 0, 0)).ToList();

        var (state, segments) = TrackRules.Seal(VehicleState.Empty, tail);

        Assert.Equal(TrackRules.Full - TrackRules.Kept, PointCodec.Decode(Assert.Single(segments).Segment.Points).Count);
        Assert.Equal(CollectionsMarshal.AsSpan(tail)[^TrackRules.Kept..].ToArray(), PointCodec.Decode(state.Tail));
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(86_399_999, 0)]
    [InlineData(86_400_000, 1)]
    [InlineData(-1, -1)]
    public void A_day_begins_at_midnight_UTC(long instantMs, long day) => Assert.Equal(day, TrackRules.DayOf(instantMs));

    private static bool Holds(List<SealedSegment> segments, long instantMs) => segments
        .Where(segment => segment.Span.Covers(instantMs))
        .Any(segment => PointCodec.Decode(segment.Segment.Points).Exists(point => point.InstantMs == instantMs));
}
