using System.Text.Json;
using Fleet.Contracts;
using Fleet.VehicleTracking.Positions;

namespace Fleet.Tests.Unit.VehicleTracking;

public sealed class SpanCodecTests
{
    [Fact]
    public void Spans_are_the_same_when_they_are_read_again()
    {
        var day = new SegmentDay([new(7, 1_000, 2_000), new(8, 2_001, 2_001), new(12, 500, 90_000, IsLate: true), new(3, -5_000, 86_400_000_000_000)], 2);

        var read = JsonSerializer.Deserialize<SegmentDay>(JsonSerializer.Serialize(day, ContractJson.Options), ContractJson.Options)!;

        Assert.Equal(day.Segments, read.Segments);
        Assert.Equal(2, read.JournalParts);
    }

    [Fact]
    public void What_was_stored_as_objects_is_read_too()
    {
        var read = JsonSerializer.Deserialize<SegmentDay>("""{"segments":[{"number":4,"firstMs":10,"lastMs":20}],"journalParts":1}""", ContractJson.Options)!;

        Assert.Equal([new SegmentSpan(4, 10, 20)], read.Segments);
    }

    [Fact]
    public void A_span_of_a_busy_day_takes_about_ten_bytes()
    {
        var day = new SegmentDay([.. Enumerable.Range(0, 1_800).Select(number => new SegmentSpan(number, number * 48_000L, (number * 48_000L) + 47_000))]);

        Assert.InRange(JsonSerializer.Serialize(day, ContractJson.Options).Length, 1, 1_800 * 12);
    }
}
