using System.Text.Json;
using Fleet.Contracts.VehicleTracking;

namespace Fleet.VehicleTracking.Ingest.Osmand;

/// <summary>Reads the JSON body of the OsmAnd protocol: a device and its location, or an array of them.</summary>
internal static class OsmandJson
{
    private const double KmhPerMetrePerSecond = 3.6;

    /// <summary>The device and the locations of a body, each to be read alone.</summary>
    /// <param name="Device">Id of the device.</param>
    /// <param name="Locations">One, or the members of the array.</param>
    /// <param name="IsArray">Whether the body had an array.</param>
    /// <param name="Mistake">What is wrong with the body as a whole.</param>
    public readonly record struct Report(string Device, IReadOnlyList<JsonElement> Locations, bool IsArray, ItemMistake? Mistake);

    public static Report Open(JsonElement body)
    {
        var fields = new Fields(body);
        var device = DeviceId(ref fields);
        var location = fields.Any("location");
        if (fields.Mistake is { } mistake) return new Report("", [], false, mistake);
        return location.ValueKind switch
        {
            JsonValueKind.Undefined => new Report("", [], false, new ItemMistake("location", "required", "location is missing.")),
            JsonValueKind.Array when location.GetArrayLength() is 0 => new Report("", [], false, new ItemMistake("location", "required", "location holds nothing.")),
            JsonValueKind.Array when location.GetArrayLength() > IngestBody.MostItems =>
                new Report("", [], false, new ItemMistake("location", "too_many_items", $"location may hold {IngestBody.MostItems} items at most.")),
            JsonValueKind.Array => new Report(device, [.. location.EnumerateArray()], true, null),
            _ => new Report(device, [location], false, null),
        };
    }

    /// <param name="location">The location.</param>
    /// <param name="at">Where it stands in the body, e.g. <c>location[2].</c>.</param>
    /// <param name="device">Who reports.</param>
    /// <param name="devices">Who may.</param>
    /// <param name="now">The service's clock.</param>
    public static Item<Position> Read(JsonElement location, string at, string device, OsmandDevices devices, DateTimeOffset now)
    {
        var fields = new Fields(location, at);
        var instant = Instant(ref fields, at);
        var uuid = Uuid(ref fields);
        var coordsElement = fields.Required("coords");
        if (fields.Mistake is { } missing) return missing;
        var coords = new Fields(coordsElement, at + "coords.");
        var position = new Position(
            "",
            instant,
            coords.Number("latitude", -90, 90, isRequired: true) ?? 0,
            coords.Number("longitude", -180, 180, isRequired: true) ?? 0,
            coords.Number("speed", double.MinValue, PositionReader.MostSpeedKmh / KmhPerMetrePerSecond) is >= 0 and var speed ? speed * KmhPerMetrePerSecond : null,
            coords.Number("heading", double.MinValue, 360) is >= 0 and var heading ? heading : null,
            coords.Number("accuracy", 0, PositionReader.MostAccuracyMetres),
            coords.Number("altitude", PositionReader.LeastAltitudeMetres, PositionReader.MostAltitudeMetres),
            Uuid: uuid);
        if (coords.Mistake is { } wrong) return wrong;
        if (PositionReader.CheckInstant(instant, now, at + "timestamp") is { } badTime) return badTime;
        var attributes = new AttributeBag(isLenient: true);
        if (OsmandExtras.Gather(ref fields, at, attributes, out var ignition) is { } mistake) return mistake;
        if (devices.VehicleOf(device, instant, now) is not { } vehicle) return OsmandDevices.Unknown("device_id");
        return position with { Vehicle = vehicle, Ignition = ignition, Attributes = attributes.Build() };
    }

    private static string DeviceId(ref Fields fields)
    {
        // Some apps are given a number as their id and send it as one.
        if (fields.Any("device_id") is { ValueKind: JsonValueKind.Number } number && number.GetRawText() is { Length: <= PositionReader.MostDevice } digits) return digits;
        var device = fields.Text("device_id");
        return device.Length > 0 ? device : fields.Refuse("device_id", "required", "device_id is the id of the device.", "");
    }

    private static string? Uuid(ref Fields fields) =>
        fields.Any("uuid") is { ValueKind: JsonValueKind.Number } number && number.GetRawText() is { Length: <= PositionReader.MostUuid } digits
            ? digits
            : fields.OptionalText("uuid", PositionReader.MostUuid);

    private static DateTimeOffset Instant(ref Fields fields, string at)
    {
        var value = fields.Required("timestamp");
        var read = default(DateTimeOffset);
        var isRead = value.ValueKind switch
        {
            JsonValueKind.String => Fields.TextOf(value) is { Length: <= 64 } text && OsmandTime.TryRead(text, out read),
            JsonValueKind.Number => value.TryGetDouble(out var number) && OsmandTime.TryRead(number, out read),
            _ => false,
        };
        return isRead ? read : fields.Refuse("timestamp", "wrong_type", $"timestamp is {OsmandTime.Expected}.", default(DateTimeOffset));
    }
}
