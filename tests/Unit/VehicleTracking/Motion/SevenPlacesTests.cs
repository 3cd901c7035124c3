using System.Text.Json;
using Fleet.VehicleTracking.Motion;

namespace Fleet.Tests.Unit.VehicleTracking.Motion;

public sealed class SevenPlacesTests
{
    [Theory]
    [InlineData(0, "0")]
    [InlineData(-0.0, "-0")]
    [InlineData(52.1, "52.1")]
    [InlineData(-4.9000001, "-4.9000001")]
    [InlineData(180, "180")]
    [InlineData(-0.0000001, "-0.0000001")]
    [InlineData(0.1 + 0.2, "0.30000000000000004")]
    [InlineData(1e300, "1E+300")]
    public void A_number_has_the_shortest_text(double value, string text) =>
        Assert.Contains($"\"y\":{text},", JsonSerializer.Serialize(new Fix(0, value, 1)), StringComparison.Ordinal);

    [Fact]
    public void Every_number_is_read_as_it_was()
    {
        var random = new Random(7);
        for (var i = 0; i < 200_000; i++)
        {
            var value = (i % 3) switch
            {
                0 => random.Next(-1_800_000_000, 1_800_000_000) / 1e7,
                1 => random.Next(0, 40_000) / 1e2,
                _ => BitConverter.Int64BitsToDouble(random.NextInt64(long.MinValue, long.MaxValue)),
            };
            if (!double.IsFinite(value)) continue;
            var read = JsonSerializer.Deserialize<Fix>(JsonSerializer.Serialize(new Fix(0, value, 1, value)));
            Assert.Equal((BitConverter.DoubleToInt64Bits(value), value), (BitConverter.DoubleToInt64Bits(read.Latitude), read.SpeedKmh));
        }
    }
}
