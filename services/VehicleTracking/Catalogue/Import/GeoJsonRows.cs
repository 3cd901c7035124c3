using System.Text.Json;
using System.Text.Json.Nodes;
using Fleet.Contracts;
using Fleet.ServiceDefaults;

namespace Fleet.VehicleTracking.Catalogue.Import;

/// <summary>
/// Reads a GeoJSON FeatureCollection. The id of a feature, or its property of that name, is the entry's; of its other
/// properties those count that are fields of the contract.
/// </summary>
/// <param name="contract">Contract of an entry.</param>
/// <param name="shape">Puts a feature's geometry into the entry; gives what is wrong with it.</param>
internal sealed class GeoJsonRows(Type contract, Func<JsonObject, JsonObject, JsonObject, string?> shape)
{
    public static GeoJsonRows Zones(Type contract) => new(contract, ZoneShape);

    public static GeoJsonRows Cameras(Type contract) => new(contract, CameraShape);

    public List<ImportRow> Read(JsonElement json)
    {
        if (json.ValueKind != JsonValueKind.Object || !json.TryGetProperty("features", out var features) || features.ValueKind != JsonValueKind.Array)
            throw new RequestRefusedException(StatusCodes.Status400BadRequest, "wrong_type", "The body is a GeoJSON FeatureCollection: an object with an array 'features'.", "features");
        return [.. features.EnumerateArray().Index().Select(feature => Row(feature.Index, feature.Item))];
    }

    private ImportRow Row(int number, JsonElement json)
    {
        if (json.ValueKind != JsonValueKind.Object || JsonObject.Create(json) is not { } feature || feature["geometry"] is not JsonObject geometry)
            return new ImportRow([number], null, new ImportMistake(number, "geometry", "required", "A feature is an object with a geometry."));
        var properties = feature["properties"] as JsonObject ?? [];
        var fields = ContractJson.Options.GetTypeInfo(contract).Properties.Select(field => field.Name);
        var entry = new JsonObject();
        foreach (var field in fields.Where(properties.ContainsKey)) entry[field] = properties[field]?.DeepClone();
        if (!entry.ContainsKey("id") && feature["id"] is { } id) entry["id"] = id.ToString();
        entry["name"] ??= entry["id"]?.DeepClone();
        return shape(entry, geometry, properties) is { } wrong
            ? new ImportRow([number], null, new ImportMistake(number, "geometry", "malformed_geometry", wrong))
            : new ImportRow([number], entry);
    }

    private static string? ZoneShape(JsonObject zone, JsonObject geometry, JsonObject properties)
    {
        var coordinates = geometry["coordinates"]?.DeepClone();
        zone["geometry"] = geometry["type"]?.ToString() switch
        {
            "Polygon" => new JsonObject { ["polygon"] = coordinates },
            "MultiPolygon" => new JsonObject { ["multiPolygon"] = coordinates },
            "LineString" => new JsonObject { ["corridor"] = new JsonObject { ["line"] = coordinates, ["halfWidthMetres"] = HalfWidth(properties) } },
            "Point" => new JsonObject { ["circle"] = new JsonObject { ["center"] = coordinates, ["radiusMetres"] = properties["radiusMetres"]?.DeepClone() } },
            _ => null,
        };
        return zone["geometry"] is null ? "The geometry of a zone is a Polygon, a MultiPolygon, a LineString with halfWidthMetres or a Point with radiusMetres." : null;
    }

    private static JsonNode? HalfWidth(JsonObject properties) =>
        properties["halfWidthMetres"]?.DeepClone() ?? (properties["widthMetres"] is JsonValue width && width.TryGetValue<double>(out var metres) ? metres / 2 : null);

    private static string? CameraShape(JsonObject camera, JsonObject geometry, JsonObject properties)
    {
        if (geometry["type"]?.ToString() != "Point" || geometry["coordinates"] is not JsonArray { Count: >= 2 } place) return "The geometry of a camera is a Point.";
        (camera["longitude"], camera["latitude"]) = (place[0]?.DeepClone(), place[1]?.DeepClone());
        camera["road"] = properties["road"]?.DeepClone();
        return null;
    }
}
