using System.Runtime.InteropServices;
using Fleet.Contracts.VehicleTracking;
using Fleet.Tests.Unit.VehicleTracking.Motion;
using Fleet.VehicleTracking.Motion;
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
        from rest in Gen.Choose(0, 3)
        from truth in Gen.Elements<bool?>(null, true, false)
        from attributes in Gen.Elements(null, """{"batteryLevel":80}""", """{"driver":"Zoë"}""")
        let point = new Point(instant * 1_000L, latitude, longitude, speed, heading, heading)
        select rest == 0 ? point with { Valid = truth, Ignition = !truth, Attributes = attributes, HasAlarm = truth == true, AltitudeE2 = -latitude, Verdict = Verdict.Jitter } : point;

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
        var sent = new Position("v", Some.Noon.AddMilliseconds(7), -12.3456789, 179.9999999, 83.25, 359.99, 4.5, -3.5, true, false);

        Assert.Equal(sent, Point.Of(sent).ToPosition("v"));
    }

    [Fact]
    public void What_an_older_version_stored_is_read()
    {
        var stored = Convert.FromBase64String("BoCoode3Z4D11vQDgNvyP4CZAaAfDuAB4F3gXQAOCA==");

        var points = PointCodec.Decode(stored);

        Assert.Equal(
            [new Point(1_777_000_000_000, 525_000_000, 67_000_000, 9_792, 2_000), new Point(1_777_000_000_112, 525_006_000, 67_006_000, 9_792, 2_007, 4)],
            points);
    }

    [Fact]
    public void The_newest_points_stay_open()
    {
        var tail = Enumerable.Range(0, TrackRules.Full).Select(i => new Point(i, 0, 0)).ToList();
        var kept = CollectionsMarshal.AsSpan(tail)[^TrackRules.Kept..].ToArray();

        var folded = TrackRules.Fold(MachineMemory.Empty, [], tail, 7, World, new Findings());

        var segment = Assert.Single(folded.Sealed);
        Assert.Equal((7, 8), (segment.Span.Number, folded.Segments));
        Assert.Equal(TrackRules.Full - TrackRules.Kept, PointCodec.Decode(segment.Segment.Points).Count);
        Assert.Equal(kept.Select(point => point.InstantMs), tail.Select(point => point.InstantMs));
    }

    [Fact]
    public void A_segment_holds_points_of_one_day()
    {
        var tail = Enumerable.Range(0, 100).Select(i => new Point(86_400_000 - 30_000 + (i * 1_000), 0, 0)).ToList();

        var folded = TrackRules.Fold(MachineMemory.Empty, [], tail, 0, World, new Findings());

        Assert.Equal([0L, 1L], folded.Sealed.Select(segment => segment.Day));
        Assert.All(folded.Sealed, segment => Assert.Equal(segment.Day, TrackRules.DayOf(segment.Span.LastMs)));
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(86_399_999, 0)]
    [InlineData(86_400_000, 1)]
    [InlineData(-1, -1)]
    public void A_day_begins_at_midnight_UTC(long instantMs, long day) => Assert.Equal(day, TrackRules.DayOf(instantMs));

    private static MachineWorld World { get; } = new("v", new MotionSettings(), Drive.World);
}
