using Fleet.VehicleTracking.SectionControl;
using FsCheck;
using FsCheck.Fluent;

namespace Fleet.Tests.Unit.VehicleTracking;

public sealed class MeasurementTests
{
    [Theory]
    [InlineData(360_000, 100.0, 3, 97)]
    [InlineData(359_640, 100.1, 4, 96)]
    [InlineData(359_641, 100.0, 3, 97)]
    [InlineData(346_153, 104.0, 4, 100)]
    [InlineData(342_857, 105.0, 4, 101)]
    [InlineData(300_000, 120.0, 4, 116)]
    [InlineData(200_000, 180.0, 6, 174)]
    [InlineData(36_000_000, 1.0, 3, 0)]
    public void Ten_kilometres_in_so_many_milliseconds_are_so_fast(long elapsedMs, decimal measured, decimal tolerance, int corrected) =>
        Assert.Equal(new Measurement(measured, tolerance, corrected), Measurement.Of(Some.FirstSection, elapsedMs, Some.DutchLike));

    [Fact]
    public void A_percentage_is_rounded_up_to_the_step_of_its_law() =>
        Assert.Equal(5.1m, Some.FinerSteps.At(100.1m));

    [Fact]
    public void The_shortest_possible_time_still_gives_a_number() =>
        Assert.Equal(36_000_000m, Measurement.Of(Some.FirstSection, 1, Some.DutchLike).MeasuredKmh);

    [Fact]
    public void No_rounding_ever_goes_against_the_driver() =>
        Check.One(Config.QuickThrowOnFailure, Prop.ForAll(Gen.Choose(1, 30 * 60_000).ToArbitrary(), elapsedMs =>
        {
            var speed = Measurement.Of(Some.FirstSection, elapsedMs, Some.DutchLike);
            var exact = Some.FirstSection.DistanceMetres * 3600m / elapsedMs;
            Assert.True(speed.MeasuredKmh <= exact && exact < speed.MeasuredKmh + 0.1m);
            Assert.True(speed.ToleranceKmh >= 3);
            Assert.InRange(speed.CorrectedKmh, 0, Math.Max(0, speed.MeasuredKmh - speed.ToleranceKmh));
        }));

    [Fact]
    public void A_table_with_a_gap_or_an_empty_band_is_refused()
    {
        Assert.Throws<InvalidDataException>(() => new Tolerances([new("X", "1", 1, [new(UpToKmh: 100, Kmh: 3)])]));
        Assert.Throws<InvalidDataException>(() => new Tolerances([new("X", "1", 1, [new()])]));
        Assert.Throws<InvalidDataException>(() => new Tolerances([new("X", "1", 1, [new(Kmh: 3, Percent: 3)])]));
        Assert.Throws<InvalidDataException>(() => new Tolerances([new("X", "1", 1, [new(UpToKmh: 50, Kmh: 3), new(UpToKmh: 40, Kmh: 4), new(Kmh: 5)])]));
        Assert.Throws<InvalidDataException>(() => new Tolerances([new("X", "1", 0, [new(Kmh: 3)])]));
    }
}
