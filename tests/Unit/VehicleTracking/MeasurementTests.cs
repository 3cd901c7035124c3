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
        Assert.Equal((measured, tolerance, corrected), Counted(Measurement.Of(10_000, elapsedMs, 0, Some.DutchLike)));

    [Fact]
    public void A_percentage_is_rounded_up_to_the_step_of_its_law() =>
        Assert.Equal(5.1m, Some.FinerSteps.At(100.1m));

    [Fact]
    public void The_shortest_possible_time_still_gives_a_number() =>
        Assert.Equal(36_000_000m, Measurement.Of(10_000, 1, 0, Some.DutchLike).MeasuredKmh);

    [Fact]
    public void No_rounding_ever_goes_against_the_driver() =>
        Check.One(Config.QuickThrowOnFailure, Prop.ForAll(Gen.Choose(1, 30 * 60_000).ToArbitrary(), elapsedMs =>
        {
            var speed = Measurement.Of(10_000, elapsedMs, 0, Some.DutchLike);
            var exact = 10_000 * 3600m / elapsedMs;
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

    [Fact]
    public void Clocks_that_may_be_wrong_make_the_drive_as_long_and_as_short_as_they_allow()
    {
        var speed = Measurement.Of(10_000, elapsedMs: 300_000, uncertaintyMs: 3_000, Some.DutchLike);

        Assert.Equal((118.8m, 121.3m, 114), (speed.MeasuredKmh, speed.UpperKmh!.Value, speed.CorrectedKmh));
        Assert.Null(Measurement.Of(10_000, elapsedMs: 2_000, uncertaintyMs: 2_000, Some.DutchLike).UpperKmh);
    }

    [Fact]
    public void The_lower_bound_never_exceeds_the_true_speed_and_the_upper_bound_is_never_below_it_on_the_shortest_way() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(1_000), Prop.ForAll(Drives().ToArbitrary(), drive =>
        {
            var speed = Measurement.Of(drive.Metres, drive.TrueMs + drive.EntryError + drive.ExitError, 2 * drive.Uncertainty, Some.DutchLike);
            Assert.True(speed.MeasuredKmh <= drive.Metres * 3600m / drive.TrueMs);
            Assert.True(speed.UpperKmh is null || speed.UpperKmh >= drive.Metres * 3600m / drive.TrueMs);
        }));

    [Fact]
    public void Of_the_versions_of_a_law_the_one_counts_that_is_in_force_at_the_entry()
    {
        var stricter = Some.DutchLike with { Version = "next", EffectiveFrom = Some.Noon, Bands = [new(Kmh: 1)] };
        var tolerances = new Tolerances([stricter, Some.DutchLike with { EffectiveFrom = Some.Noon.AddYears(-1) }]);

        Assert.Equal("test", tolerances.Of("NL", Some.Noon.ToUnixTimeMilliseconds() - 1).Version);
        Assert.Equal("next", tolerances.Of("NL", Some.Noon.ToUnixTimeMilliseconds()).Version);
        Assert.Equal("test", tolerances.Of("NL", Some.Noon.AddYears(-9).ToUnixTimeMilliseconds()).Version);
        Assert.Throws<InvalidDataException>(() => new Tolerances([stricter, stricter]));
    }

    private static (decimal Measured, decimal Tolerance, int Corrected) Counted(Measurement speed) => (speed.MeasuredKmh, speed.ToleranceKmh, speed.CorrectedKmh);

    // A vehicle takes some time for some way; both clocks are wrong, either way, by as much as they may be or less.
    private static Gen<(decimal Metres, long TrueMs, long Uncertainty, long EntryError, long ExitError)> Drives() =>
        from metres in Gen.Choose(100, 50_000)
        from trueMs in Gen.Choose(10_000, 1_800_000)
        from uncertainty in Gen.Choose(0, 4_000)
        from entryError in Gen.Choose(-uncertainty, uncertainty)
        from exitError in Gen.Choose(-uncertainty, uncertainty)
        select ((decimal)metres, (long)trueMs, (long)uncertainty, (long)entryError, (long)exitError);
}
