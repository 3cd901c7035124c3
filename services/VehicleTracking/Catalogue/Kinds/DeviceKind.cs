using System.Text.Json;
using Fleet.Contracts.VehicleTracking;
using Fleet.VehicleTracking.Positions;
using Fleet.VehicleTracking.SectionControl;

namespace Fleet.VehicleTracking.Catalogue.Kinds;

/// <summary>What is sensible in a device.</summary>
internal static class DeviceKind
{
    private const int MostAttributes = 50;

    public static CatalogueKind<Device> Kind { get; } = new(CatalogueKeys.Devices, "device", "id", (entry, _) => Mistakes(entry));

    private static IEnumerable<EntryMistake> Mistakes(Device device) =>
    [
        .. Checks.Text("name", device.Name),
        .. Checks.Range("overspeedLimitKmh", device.OverspeedLimitKmh, 1, 1_000),
        .. Vehicle(device.Vehicle),
        .. Plate(device.Plate),
        .. (device.Attributes ?? new Dictionary<string, JsonElement>(StringComparer.Ordinal)).SelectMany(Attribute),
        .. device.Attributes?.Count > MostAttributes ? [new EntryMistake("attributes", "out_of_range", $"A device has {MostAttributes} attributes at most.")] : Array.Empty<EntryMistake>(),
    ];

    private static IEnumerable<EntryMistake> Vehicle(string? vehicle)
    {
        if (vehicle is not null && !VehicleId.IsValid(vehicle)) yield return new EntryMistake("vehicle", "malformed_vehicle", $"A vehicle id {VehicleId.Expected}.");
    }

    private static IEnumerable<EntryMistake> Plate(string? plate)
    {
        if (plate is not null && Plates.Normalise(plate) is null) yield return new EntryMistake("plate", "malformed_plate", "A plate has 2 to 12 letters A to Z and digits; spaces and hyphens do not count.");
    }

    private static IEnumerable<EntryMistake> Attribute(KeyValuePair<string, JsonElement> attribute)
    {
        var path = "attributes." + attribute.Key;
        if (attribute.Key.Length is 0 or > 64) yield return new EntryMistake("attributes", "out_of_range", "An attribute's name has 1 to 64 characters.");
        if (attribute.Value.ValueKind is JsonValueKind.Object or JsonValueKind.Array) yield return new EntryMistake(path, "wrong_type", $"{path} is a text, a number, true or false.");
        if (attribute.Value.GetRawText().Length > 1_000) yield return new EntryMistake(path, "out_of_range", $"{path} has 1,000 characters at most.");
    }
}
