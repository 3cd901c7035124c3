namespace Fleet.VehicleTracking.Ingest.Osmand;

/// <summary>What becomes of a report by a device that is not registered.</summary>
public enum UnknownDevices
{
    /// <summary>It is refused.</summary>
    Refuse,

    /// <summary>The device's id is taken for its vehicle's, if it can be one.</summary>
    Accept,
}

/// <summary>The OsmAnd door; section <c>Osmand</c> of the configuration.</summary>
public sealed class OsmandOptions
{
    /// <summary>What becomes of a report by a device that is not registered.</summary>
    public UnknownDevices UnknownDevices { get; set; } = UnknownDevices.Refuse;

    /// <summary>Port of its own for trackers that know only host and port; null for none.</summary>
    public int? Port { get; set; }

    /// <summary>IP address that <see cref="Port"/> is opened on.</summary>
    public string Address { get; set; } = "127.0.0.1";

    /// <summary>Requests a second that one client address may make on <see cref="Port"/>, over time.</summary>
    public int RequestsPerSecond { get; set; } = 20_000;

    /// <summary>Requests at once that one client address may make on <see cref="Port"/>.</summary>
    public int Burst { get; set; } = 40_000;
}
