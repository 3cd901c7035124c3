using Fleet.Contracts.VehicleTracking;
using Fleet.VehicleTracking.Queries;
using FsCheck;
using FsCheck.Fluent;

namespace Fleet.Tests.Unit.VehicleTracking;

public sealed class SimplificationTests
{
    private static readonly DateTimeOffset Noon = new(2026, 5, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void No_position_left_out_is_farther_from_the_line_than_asked() => Check.One(Config.QuickThrowOnFailure.WithMaxTest(300), Prop.ForAll(Tracks().ToArbitrary(), asked =>
    {
        var kept = Simplification.Of(asked.Track, asked.Metres);
        return Enumerable.Range(1, kept.Count - 1).All(i => Between(asked.Track, kept[i - 1], kept[i]).All(left => MetresToLeg(left, kept[i - 1], kept[i]) <= asked.Metres * 1.01));
    }));

    [Fact]
    public void The_ends_stay_and_so_does_the_order() => Check.One(Config.QuickThrowOnFailure.WithMaxTest(300), Prop.ForAll(Tracks().ToArbitrary(), asked =>
    {
        var kept = Simplification.Of(asked.Track, asked.Metres);
        return kept[0] == asked.Track[0] && kept[^1] == asked.Track[^1] && kept.SequenceEqual(asked.Track.Where(kept.Contains));
    }));

    [Fact]
    public void Simplifying_again_changes_nothing() => Check.One(Config.QuickThrowOnFailure.WithMaxTest(300), Prop.ForAll(Tracks().ToArbitrary(), asked =>
    {
        var once = Simplification.Of(asked.Track, asked.Metres);
        return once.SequenceEqual(Simplification.Of(once, asked.Metres));
    }));

    [Fact]
    public void A_straight_drive_is_its_two_ends()
    {
        var track = Enumerable.Range(0, 100).Select(i => new Position("van", Noon.AddSeconds(i), 52 + (i * 1e-5), 5)).ToList();

        Assert.Equal([track[0], track[^1]], Simplification.Of(track, 0.1));
    }

    [Fact]
    public void A_drive_there_and_back_keeps_where_it_turned()
    {
        var track = Enumerable.Range(0, 101).Select(i => new Position("van", Noon.AddSeconds(i), 52 + (Math.Min(i, 100 - i) * 1e-4), 5)).ToList();

        Assert.Equal([track[0], track[50], track[100]], Simplification.Of(track, 10));
    }

    [Fact]
    public void Over_the_date_line_it_is_the_short_way()
    {
        Position[] track = [new("van", Noon, 0, 179.99), new("van", Noon.AddSeconds(1), 0, -179.999), new("van", Noon.AddSeconds(2), 0, -179.99)];

        Assert.Equal([track[0], track[2]], Simplification.Of(track, 1));
    }

    // A walk of small steps that sometimes jumps, anywhere but at the poles.
    private static Gen<(Position[] Track, double Metres)> Tracks() =>
        from latitude in Gen.Choose(-80, 80)
        from longitude in Gen.Choose(-179, 178)
        from steps in Gen.Choose(-9, 9).Two().Select(step => (North: step.Item1, East: step.Item2)).ListOf()
        from metres in Gen.Choose(1, 200)
        select (Walk(latitude, longitude, steps).ToArray(), (double)metres);

    private static IEnumerable<Position> Walk(int latitude, int longitude, IEnumerable<(int North, int East)> steps)
    {
        var (north, east, second) = ((double)latitude, (double)longitude, 0);
        yield return new Position("van", Noon, north, east);
        foreach (var step in steps)
        {
            north += Math.Pow(step.North / 9.0, 3) * 2e-3;
            east += Math.Pow(step.East / 9.0, 3) * 2e-3;
            yield return new Position("van", Noon.AddSeconds(++second), north, east);
        }
    }

    private static IEnumerable<Position> Between(Position[] track, Position first, Position last) =>
        track.Where(position => position.Instant > first.Instant && position.Instant < last.Instant);

    // On a globe, by closing in on the nearest place of the leg: another way than the one that is tested.
    private static double MetresToLeg(Position position, Position begin, Position end)
    {
        var (low, high) = (0.0, 1.0);
        for (var i = 0; i < 80; i++)
        {
            var third = (high - low) / 3;
            if (At(low + third) < At(high - third)) high -= third;
            else low += third;
        }

        return At(low);

        double At(double share) => Metres(
            position, begin.Latitude + ((end.Latitude - begin.Latitude) * share), begin.Longitude + ((end.Longitude - begin.Longitude) * share));
    }

    private static double Metres(Position from, double latitude, double longitude)
    {
        var (phi1, phi2) = (double.DegreesToRadians(from.Latitude), double.DegreesToRadians(latitude));
        var half = Math.Pow(Math.Sin((phi2 - phi1) / 2), 2) + (Math.Cos(phi1) * Math.Cos(phi2) * Math.Pow(Math.Sin(double.DegreesToRadians(longitude - from.Longitude) / 2), 2));
        return 2 * 6_371_008.8 * Math.Asin(Math.Sqrt(half));
    }
}
