using System.Net;
using System.Text.Json;
using System.Xml.Linq;
using Fleet.Contracts.VehicleTracking;

namespace Fleet.Tests.Services.VehicleTracking;

public sealed class HistoryTests
{
    private static readonly XNamespace Gpx = "http://www.topografix.com/GPX/1/1";
    private static readonly XNamespace Kml = "http://www.opengis.net/kml/2.2";
    private static readonly XNamespace Gx = "http://www.google.com/kml/ext/2.2";

    [Theory]
    [InlineData("asc")]
    [InlineData("desc")]
    public async Task Pages_of_positions_give_each_exactly_once_in_order(string order)
    {
        await using var tracking = await Tracking.StartAsync();
        var sent = await Drive(tracking, "van-1", 330);
        var expected = order == "asc" ? sent.Select(position => position.Instant) : sent.Select(position => position.Instant).Reverse();

        Assert.Equal(expected, (await All(tracking, $"/v1/vehicles/van-1/positions?limit=70&order={order}")).Select(Instant));
    }

    [Fact]
    public async Task A_part_of_a_track_is_from_the_first_instant_up_to_but_without_the_second()
    {
        await using var tracking = await Tracking.StartAsync();
        await Drive(tracking, "van-2", 300);

        var part = await tracking.Get("/v1/vehicles/van-2/positions?from=2026-05-01T11:58:00Z&to=2026-05-01T13:59:00%2B02:00&limit=1000");

        Assert.Equal(60, part.GetProperty("data").GetArrayLength());
        Assert.Equal(Tracking.Noon.AddMinutes(-2), Instant(part.GetProperty("data")[0]));
        Assert.False(part.GetProperty("hasMore").GetBoolean());
    }

    [Fact]
    public async Task A_simplified_track_reaches_from_end_to_end_however_it_is_paged()
    {
        await using var tracking = await Tracking.StartAsync();
        await Drive(tracking, "van-3", 400);

        var whole = await All(tracking, "/v1/vehicles/van-3/positions?limit=1000&simplify=5");
        var paged = await All(tracking, "/v1/vehicles/van-3/positions?limit=7&simplify=5");

        Assert.InRange(whole.Count, 10, 200);
        Assert.Equal(Instant(whole[0]), Instant(paged[0]));
        Assert.Equal(Instant(whole[^1]), Instant(paged[^1]));
        Assert.Equal(paged.Select(Instant).Distinct().Order(), paged.Select(Instant));
    }

    [Fact]
    public async Task A_track_longer_than_a_chunk_is_exported_whole_and_in_order()
    {
        await using var tracking = await Tracking.StartAsync();
        var sent = await Drive(tracking, "van:4", 2_345);

        using var answer = await tracking.Client.GetAsync("/v1/vehicles/van:4/positions.csv");
        var lines = (await answer.Content.ReadAsStringAsync()).Split("\r\n");

        Assert.Equal("attachment; filename=van_4_positions.csv", answer.Content.Headers.ContentDisposition?.ToString());
        Assert.Equal("vehicle,instant,latitude,longitude,speedKmh,headingDegrees,accuracyMetres,altitudeMetres,valid,ignition,filtered,attributes", lines[0]);
        Assert.Equal(sent.Select(position => position.Instant), lines[1..^1].Select(line => DateTimeOffset.Parse(line.Split(',')[1])));
        Assert.Equal("", lines[^1]);
    }

    [Fact]
    public async Task An_export_is_the_same_through_the_gateway()
    {
        await using var tracking = await Tracking.StartAsync();
        using var gateway = await tracking.AddGatewayAsync();
        await Drive(tracking, "van-9", 1_500);

        using var answer = await gateway.GetAsync("/v1/vehicles/van-9/positions.gpx?from=2026-05-01T00:00:00Z");

        Assert.Equal("attachment; filename=van-9_positions.gpx", answer.Content.Headers.ContentDisposition?.ToString());
        Assert.Equal("application/gpx+xml", answer.Content.Headers.ContentType?.MediaType);
        Assert.Equal(await tracking.Client.GetStringAsync("/v1/vehicles/van-9/positions.gpx"), await answer.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task GeoJson_has_a_point_a_position_longitude_first()
    {
        await using var tracking = await Tracking.StartAsync();
        var sent = await Drive(tracking, "van-5", 100);

        using var json = JsonDocument.Parse(await tracking.Client.GetStringAsync("/v1/vehicles/van-5/positions.geojson"));

        Assert.Equal("FeatureCollection", json.RootElement.GetProperty("type").GetString());
        var features = json.RootElement.GetProperty("features").EnumerateArray().ToList();
        Assert.Equal(sent.Select(position => position.Instant), features.Select(feature => Instant(feature.GetProperty("properties"))));
        var geometry = features[7].GetProperty("geometry");
        Assert.Equal("Point", geometry.GetProperty("type").GetString());
        Assert.Equal((sent[7].Longitude, sent[7].Latitude), (geometry.GetProperty("coordinates")[0].GetDouble(), geometry.GetProperty("coordinates")[1].GetDouble()));
    }

    [Fact]
    public async Task Gpx_has_a_track_point_a_position_with_time_and_speed()
    {
        await using var tracking = await Tracking.StartAsync();
        var sent = await Drive(tracking, "van-6", 100);

        var gpx = XDocument.Parse(await tracking.Client.GetStringAsync("/v1/vehicles/van-6/positions.gpx"));

        Assert.Equal("1.1", gpx.Root!.Attribute("version")!.Value);
        var points = gpx.Root.Elements(Gpx + "trk").Single().Elements(Gpx + "trkseg").Single().Elements(Gpx + "trkpt").ToList();
        Assert.Equal(sent.Select(position => position.Instant), points.Select(point => DateTimeOffset.Parse(point.Element(Gpx + "time")!.Value)));
        Assert.Equal(sent[3].Latitude, (double)points[3].Attribute("lat")!);
        Assert.Equal(20, points[3].Descendants().Where(element => element.Name.LocalName == "speed").Select(element => (double)element).Single());
    }

    [Fact]
    public async Task Kml_has_as_many_times_as_coordinates_in_every_track()
    {
        await using var tracking = await Tracking.StartAsync();
        await Drive(tracking, "van-7", 1_100);

        var kml = XDocument.Parse(await tracking.Client.GetStringAsync("/v1/vehicles/van-7/positions.kml"));

        var tracks = kml.Root!.Elements(Kml + "Document").Elements(Kml + "Placemark").Elements(Gx + "MultiTrack").Elements(Gx + "Track").ToList();
        Assert.Equal([1_000, 100], tracks.Select(track => track.Elements(Kml + "when").Count()));
        Assert.Equal([1_000, 100], tracks.Select(track => track.Elements(Gx + "coord").Count()));
        Assert.Equal([1_000, 100], tracks.Select(track => track.Descendants(Gx + "value").Count()));
    }

    [Theory]
    [InlineData("/v1/vehicles/nobody/positions", 404, "id")]
    [InlineData("/v1/vehicles/nobody/positions.gpx", 404, "id")]
    [InlineData("/v1/vehicles/van-8/positions.shp", 404, "format")]
    [InlineData("/v1/vehicles/van-8/positions?from=2026-05-01T10:00:00", 400, "from")]
    [InlineData("/v1/vehicles/van-8/positions?from=yesterday", 400, "from")]
    [InlineData("/v1/vehicles/van-8/positions?from=2026-05-01T10:00:00Z&to=2026-05-01T10:00:00Z", 400, "to")]
    [InlineData("/v1/vehicles/van-8/positions?from=2026-03-01T10:00:00Z", 400, "from")]
    [InlineData("/v1/vehicles/van-8/positions.csv?from=2020-03-01T10:00:00Z", 400, "from")]
    [InlineData("/v1/vehicles/van-8/positions?limit=1001", 400, "limit")]
    [InlineData("/v1/vehicles/van-8/positions?limit=many", 400, "limit")]
    [InlineData("/v1/vehicles/van-8/positions?starting_after=x", 400, "starting_after")]
    [InlineData("/v1/vehicles/van-8/positions?order=up", 400, "order")]
    [InlineData("/v1/vehicles/van-8/positions?simplify=-1", 400, "simplify")]
    [InlineData("/v1/vehicles/van-8/positions?simplify=NaN", 400, "simplify")]
    [InlineData("/v1/vehicles/van-8/positions?filtered=no", 400, "filtered")]
    public async Task What_cannot_be_answered_is_refused_by_name(string path, int status, string param)
    {
        await using var tracking = await Tracking.StartAsync();
        await Drive(tracking, "van-8", 1);

        using var answer = await tracking.Client.GetAsync(path);

        Assert.Equal((HttpStatusCode)status, answer.StatusCode);
        using var problem = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
        Assert.Equal(param, problem.RootElement.GetProperty("param").GetString());
    }

    private static DateTimeOffset Instant(JsonElement position) => position.GetProperty("instant").GetDateTimeOffset();

    /// <summary>A winding drive, a position a second, that ends at noon.</summary>
    private static async Task<Position[]> Drive(Tracking tracking, string vehicle, int positions)
    {
        var sent = Enumerable.Range(0, positions)
            .Select(i => new Position(vehicle, Tracking.Noon.AddSeconds(i + 1 - positions), Math.Round(52 + (i * 1e-4), 7), Math.Round(5 + (Math.Sin(i / 10.0) * 1e-3), 7), 72, 12.5))
            .ToArray();
        foreach (var chunk in sent.Chunk(500)) await tracking.Accept("/v1/positions", chunk.ToArray<object>());
        return sent;
    }

    private static async Task<List<JsonElement>> All(Tracking tracking, string path)
    {
        var (items, cursor) = (new List<JsonElement>(), "");
        do
        {
            var page = await tracking.Get($"{path}&starting_after={cursor}");
            items.AddRange(page.GetProperty("data").EnumerateArray());
            cursor = page.TryGetProperty("nextCursor", out var next) ? next.GetString() : null;
        }
        while (cursor is not null);
        return items;
    }
}
