using System.Text.Json;
using Fleet.Contracts.VehicleTracking;
using Fleet.VehicleTracking.Roads;
using Fleet.VehicleTracking.SectionControl;

namespace Fleet.VehicleTracking.Ingest;

/// <summary>Reads a passage and checks what can be checked without knowing the vehicle.</summary>
public static class PassageReader
{
    /// <summary>How far a camera's clock may be ahead of the service's.</summary>
    public static readonly TimeSpan FutureTolerance = TimeSpan.FromSeconds(60);

    private const int MostLanes = 20;

    public static Item<Passage> Read(JsonElement json, RoadMap roads, DateTimeOffset now)
    {
        var fields = new Fields(json);
        var camera = fields.Text("camera");
        var plate = fields.Text("plate");
        var instant = fields.Instant("instant");
        var lane = fields.WholeNumber("lane", 1, MostLanes);
        var vehicleClass = fields.OptionalText("vehicleClass");
        var confidence = fields.Number("confidence", 0, 1);
        var uuid = fields.OptionalText("uuid");
        return fields.Mistake is { } mistake ? mistake : Check(new Passage(camera, plate, instant, lane, vehicleClass, confidence, uuid), roads, now);
    }

    private static Item<Passage> Check(Passage passage, RoadMap roads, DateTimeOffset now)
    {
        if (roads.At(passage.Camera, passage.Instant.ToUnixTimeMilliseconds()) is not { Road: var road })
            return new ItemMistake("camera", "unknown_camera", "No such camera; GET /v1/roads lists them.");
        if (Plates.Normalise(passage.Plate) is not { } plate)
            return new ItemMistake("plate", "malformed_plate", "A plate has 2 to 12 letters A to Z and digits; spaces and hyphens do not count.");
        if (passage.VehicleClass is { } vehicleClass && !IsName(vehicleClass))
            return new ItemMistake("vehicleClass", "malformed_vehicle_class", "A vehicle class has 1 to 32 letters A to Z, digits, hyphens and underscores.");
        if (passage.Instant > now + FutureTolerance)
            return new ItemMistake("instant", "instant_in_future", $"instant is more than {FutureTolerance.TotalSeconds} seconds ahead of the service's clock.");
        if (passage.Instant < now - TimeSpan.FromMinutes(road.SectionTimeoutMinutes)) return TooOld(road);
        return passage with { Plate = plate, VehicleClass = passage.VehicleClass?.ToLowerInvariant() };
    }

    private static bool IsName(string text) =>
        text.Length is >= 1 and <= 32 && text.All(character => char.IsAsciiLetterOrDigit(character) || character is '-' or '_');

    public static ItemMistake TooOld(Road road) =>
        new("instant", "instant_too_old", $"The sections of '{road.Id}' time out after {road.SectionTimeoutMinutes} minutes; later passages are not kept.");
}
