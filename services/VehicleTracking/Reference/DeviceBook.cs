using System.Collections.Frozen;

namespace Fleet.VehicleTracking.Reference;

/// <summary>What ingest and turns need to know of a device.</summary>
/// <param name="Vehicle">Id of the vehicle that it is in.</param>
/// <param name="OverspeedLimitKmh">Above this speed its vehicle is too fast wherever it is; null for the service's own limit.</param>
/// <param name="IsDisabled">Whether nothing is taken from it.</param>
public sealed record DeviceFacts(string Vehicle, double? OverspeedLimitKmh, bool IsDisabled);

/// <summary>
/// The registered devices, found by their id or by the vehicle that they are in. It is kept in parts, so that one changed
/// device of 100,000 does not mean building all of it again. Immutable.
/// </summary>
public sealed class DeviceBook
{
    private readonly FrozenDictionary<string, Timeline<DeviceFacts>>[] parts;
    private readonly Func<string, int> partOf;

    // Only of devices whose vehicle is not called as they are.
    private readonly FrozenDictionary<string, string[]> byVehicle;

    /// <param name="parts">Devices by id.</param>
    /// <param name="partOf">Which part holds an id.</param>
    public DeviceBook(FrozenDictionary<string, Timeline<DeviceFacts>>[] parts, Func<string, int> partOf)
    {
        this.parts = parts;
        this.partOf = partOf;
        Count = parts.Sum(part => part.Count);
        byVehicle = parts.SelectMany(part => part.Values).SelectMany(Elsewhere)
            .GroupBy(pair => pair.Vehicle, pair => pair.Device, StringComparer.Ordinal)
            .ToFrozenDictionary(group => group.Key, group => group.Distinct(StringComparer.Ordinal).ToArray(), StringComparer.Ordinal);
    }

    /// <summary>No devices.</summary>
    public static DeviceBook Empty { get; } = new([FrozenDictionary<string, Timeline<DeviceFacts>>.Empty], _ => 0);

    /// <summary>How many devices are known, retired ones included.</summary>
    public int Count { get; }

    /// <summary>The device as it is registered at an instant (Unix milliseconds); null when it is not.</summary>
    public DeviceFacts? Find(string device, long instantMs) =>
        Count == 0 ? null : parts[partOf(device)].GetValueOrDefault(device)?.At(instantMs);

    /// <summary>The lowest overspeed limit that a device of the vehicle has at an instant, km/h; null when none has one.</summary>
    public double? OverspeedLimitKmh(string vehicle, long instantMs)
    {
        if (Count == 0) return null;
        var limit = LimitOf(vehicle, vehicle, instantMs);
        if (byVehicle.Count == 0 || !byVehicle.TryGetValue(vehicle, out var devices)) return limit;
        foreach (var device in devices)
        {
            if (LimitOf(device, vehicle, instantMs) is { } other && !(limit <= other)) limit = other;
        }

        return limit;
    }

    private double? LimitOf(string device, string vehicle, long instantMs) =>
        Find(device, instantMs) is { } facts && string.Equals(facts.Vehicle, vehicle, StringComparison.Ordinal) ? facts.OverspeedLimitKmh : null;

    private static IEnumerable<(string Vehicle, string Device)> Elsewhere(Timeline<DeviceFacts> device) => device.Versions
        .Where(version => version.Value is not null && !string.Equals(version.Value.Vehicle, device.Id, StringComparison.Ordinal))
        .Select(version => (version.Value!.Vehicle, device.Id));
}
