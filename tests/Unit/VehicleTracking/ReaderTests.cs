using System.Text.Json;
using Fleet.VehicleTracking.Ingest;

namespace Fleet.Tests.Unit.VehicleTracking;

public sealed class ReaderTests
{
    private const string Good = """{"camera":"one","plate":"ab-12 cd","instant":"2026-05-01T13:59:59.1234567+02:00","lane":2}""";

    [Fact]
    public void A_passage_is_read_with_its_plate_normalised_and_its_instant_in_UTC_milliseconds()
    {
        var passage = Passage(Good).Value!;

        Assert.Equal(("one", "AB12CD", 2), (passage.Camera, passage.Plate, passage.Lane));
        Assert.Equal(Some.Noon.AddMilliseconds(-877), passage.Instant);
        Assert.Equal(TimeSpan.Zero, passage.Instant.Offset);
    }

    [Theory]
    [InlineData("camera", "\"nowhere\"", "unknown_camera")]
    [InlineData("camera", "7", "wrong_type")]
    [InlineData("camera", "null", "required")]
    [InlineData("plate", "\"\"", "malformed_plate")]
    [InlineData("plate", "\"- -\"", "malformed_plate")]
    [InlineData("plate", "\"A\"", "malformed_plate")]
    [InlineData("plate", "\"AB/../12\"", "malformed_plate")]
    [InlineData("plate", "\"ABCDEFGHIJKLM\"", "malformed_plate")]
    [InlineData("plate", "\"\\ud800AB\"", "wrong_type")]
    [InlineData("plate", "{}", "wrong_type")]
    [InlineData("instant", "\"2026-05-01T12:01:00.001Z\"", "instant_in_future")]
    [InlineData("instant", "\"9999-12-31T23:59:59Z\"", "instant_in_future")]
    [InlineData("instant", "\"2026-05-01T11:29:59.999Z\"", "instant_too_old")]
    [InlineData("instant", "\"0001-01-01T00:00:00Z\"", "instant_too_old")]
    [InlineData("instant", "\"2026-05-01T12:00:00\"", "wrong_type")]
    [InlineData("instant", "\"2026-05-01\"", "wrong_type")]
    [InlineData("instant", "\"yesterday\"", "wrong_type")]
    [InlineData("instant", "1777636800", "wrong_type")]
    [InlineData("lane", "0", "out_of_range")]
    [InlineData("lane", "-3", "out_of_range")]
    [InlineData("lane", "1.5", "wrong_type")]
    [InlineData("lane", "99999999999", "wrong_type")]
    [InlineData("lane", "\"1\"", "wrong_type")]
    public void A_passage_that_makes_no_sense_is_refused_by_field(string field, string json, string code)
    {
        var mistake = Passage(With(Good, field, json)).Mistake!;

        Assert.Equal((field, code), (mistake.Param, mistake.Code));
    }

    [Theory]
    [InlineData("\"2026-05-01T12:01:00Z\"")]
    [InlineData("\"2026-05-01T11:30:00Z\"")]
    public void A_passage_at_the_edge_of_the_window_is_taken(string instant) => Assert.Null(Passage(With(Good, "instant", instant)).Mistake);

    [Theory]
    [InlineData("7")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("\"text\"")]
    public void An_item_that_is_no_object_is_refused_as_a_whole(string json)
    {
        var mistake = Passage(json).Mistake!;

        Assert.Equal((null, "wrong_type"), (mistake.Param, mistake.Code));
    }

    [Theory]
    [InlineData("vehicle", "\"a/b\"", "malformed_vehicle")]
    [InlineData("vehicle", "\"\"", "malformed_vehicle")]
    [InlineData("vehicle", "\".\"", "malformed_vehicle")]
    [InlineData("vehicle", "\"..\"", "malformed_vehicle")]
    [InlineData("latitude", "90.1", "out_of_range")]
    [InlineData("latitude", "1e999", "out_of_range")]
    [InlineData("latitude", "\"52\"", "wrong_type")]
    [InlineData("longitude", "null", "required")]
    [InlineData("longitude", "-180.5", "out_of_range")]
    [InlineData("instant", "\"2026-05-01T12:05:00.001Z\"", "instant_in_future")]
    [InlineData("instant", "\"1999-12-31T23:59:59Z\"", "instant_too_old")]
    [InlineData("speedKmh", "-1", "out_of_range")]
    [InlineData("speedKmh", "true", "wrong_type")]
    [InlineData("headingDegrees", "361", "out_of_range")]
    [InlineData("accuracyMetres", "-0.5", "out_of_range")]
    public void A_position_that_makes_no_sense_is_refused_by_field(string field, string json, string code)
    {
        const string good = """{"vehicle":"van-1","instant":"2026-05-01T12:05:00Z","latitude":52.1,"longitude":5.2}""";
        Assert.Null(PositionReader.Read(JsonDocument.Parse(good).RootElement, Some.Noon).Mistake);

        var mistake = PositionReader.Read(JsonDocument.Parse(With(good, field, json)).RootElement, Some.Noon).Mistake!;

        Assert.Equal((field, code), (mistake.Param, mistake.Code));
    }

    private static Item<Fleet.Contracts.VehicleTracking.Passage> Passage(string json) =>
        PassageReader.Read(JsonDocument.Parse(json).RootElement, Some.Roads, Some.Noon);

    private static string With(string good, string field, string json)
    {
        var item = System.Text.Json.Nodes.JsonNode.Parse(good)!.AsObject();
        var raw = item.Where(member => member.Key != field).Select(member => $"{JsonSerializer.Serialize(member.Key)}:{member.Value!.ToJsonString()}");
        return "{" + string.Join(",", raw.Append($"\"{field}\":{json}")) + "}";
    }
}
