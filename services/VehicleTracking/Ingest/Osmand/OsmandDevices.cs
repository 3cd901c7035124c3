using Fleet.VehicleTracking.Positions;
using Fleet.VehicleTracking.Reference;
using Microsoft.Extensions.Options;

namespace Fleet.VehicleTracking.Ingest.Osmand;

/// <summary>Which vehicle a device is in.</summary>
internal sealed class OsmandDevices(ReferenceBook reference, IOptions<OsmandOptions> options)
{
    private readonly bool acceptsUnknown = options.Value.UnknownDevices == UnknownDevices.Accept;

    /// <summary>
    /// The vehicle of <paramref name="device"/> at the time of a fix; for a fix from before its registration the one that it
    /// is in now, so that a tracker may send what it has kept. Null when nothing is taken from the device.
    /// </summary>
    public string? VehicleOf(string device, DateTimeOffset instant, DateTimeOffset now)
    {
        var devices = reference.Current.Devices;
        var facts = devices.Find(device, instant.ToUnixTimeMilliseconds()) ?? devices.Find(device, now.ToUnixTimeMilliseconds());
        if (facts is not null) return facts.IsDisabled ? null : facts.Vehicle;
        return acceptsUnknown && VehicleId.IsValid(device) ? device : null;
    }

    /// <summary>The refusal of a device's report.</summary>
    public static ItemMistake Unknown(string param) =>
        new(param, "unknown_device", "No such device is registered, or nothing is taken from it; GET /v1/devices lists them.");
}
