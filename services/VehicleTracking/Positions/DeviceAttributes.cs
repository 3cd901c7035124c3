using System.Text.Json;
using Fleet.Contracts;

namespace Fleet.VehicleTracking.Positions;

/// <summary>What a device says beyond a position's own fields, kept as the JSON text of a flat object.</summary>
public static class DeviceAttributes
{
    /// <summary>The attribute by which a device raises an alarm; its text says which.</summary>
    public const string AlarmName = "alarm";

    public static string? Write(IReadOnlyDictionary<string, JsonElement>? attributes) =>
        attributes is null or { Count: 0 } ? null : JsonSerializer.Serialize(attributes, ContractJson.Options);

    public static Dictionary<string, JsonElement>? Read(string? attributes) =>
        attributes is null ? null : JsonSerializer.Deserialize<Dictionary<string, JsonElement>>(attributes, ContractJson.Options);

    public static bool HasAlarm(IReadOnlyDictionary<string, JsonElement>? attributes) =>
        attributes is not null && attributes.TryGetValue(AlarmName, out var alarm) && TextOf(alarm) is not null;

    /// <summary>The alarm that a device raises; null without one.</summary>
    public static string? Alarm(Point point) =>
        point.HasAlarm && Read(point.Attributes) is { } all && all.TryGetValue(AlarmName, out var alarm) ? TextOf(alarm) : null;

    // Devices say "none" by an empty text, by false, by zero and by null.
    private static string? TextOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString() is { Length: > 0 } text ? text : null,
        JsonValueKind.True => "true",
        JsonValueKind.Number => value.GetRawText() is "0" ? null : value.GetRawText(),
        _ => null,
    };
}
