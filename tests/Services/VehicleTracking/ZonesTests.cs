using System.Text.Json;
using Fleet.Contracts;
using Fleet.Contracts.VehicleTracking;

namespace Fleet.Tests.Services.VehicleTracking;

public sealed class ZonesTests
{
    private static readonly Zone[] Zones =
    [
        new("depot", "Depot", new ZoneGeometry(Circle: new ZoneCircle(new LonLat(5, 52), 200)), DwellMinutes: 1),
        new("dyke", "Dyke road", new ZoneGeometry(Corridor: new ZoneCorridor([new(5, 52.01), new(5, 52.05)], 30)), LimitKmh: 60, SectionControl: new("NL")),
    ];

    [Fact]
    public async Task Zones_of_a_file_are_entered_stayed_in_driven_along_and_left()
    {
        var file = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(file, JsonSerializer.Serialize(Zones, ContractJson.Options));
            await using var tracking = await Tracking.StartAsync(settings: ("Reference:Zones", file));

            // From the south into the depot, two minutes there, then north along the dyke at 90 km/h and beyond its end.
            await tracking.Accept("/v1/positions", At(0, 51.99), At(60, 52), At(120, 52.0001), At(180, 52));
            await tracking.Accept("/v1/positions", [.. Enumerable.Range(1, 26).Select(i => At(180 + (i * 10), 52 + (i * 0.0022468), 90))]);

            await Chain.Answers.Until(() => Kinds(tracking).Count >= 7);
            Assert.Equal(
                ["corridorOverspeed dyke", "overspeed ", "zoneDwell depot", "zoneEnter depot", "zoneEnter dyke", "zoneExit depot", "zoneExit dyke"],
                Kinds(tracking).Order(StringComparer.Ordinal));
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static List<string> Kinds(Tracking tracking) =>
        [.. tracking.Listener.Of(Topics.VehicleAlerts).Select(alert => $"{Text(alert, "kind")} {Text(alert, "zone")}")];

    private static string? Text(JsonElement alert, string name) => alert.TryGetProperty(name, out var value) ? value.GetString() : null;

    private static Position At(double seconds, double latitude, double? kmh = null) => new("zoned-1", Tracking.Noon.AddSeconds(seconds - 600), latitude, 5, kmh, AccuracyMetres: 4);
}
