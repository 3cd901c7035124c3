namespace Fleet.VehicleTracking.Ingest.Osmand;

/// <summary>Under which names a position keeps what the OsmAnd forms say beyond its own fields.</summary>
internal static class OsmandNames
{
    /// <summary>Charge of the battery, 0 to 100.</summary>
    public const string BatteryPercent = "batteryPercent";

    /// <summary>Whether the battery is being charged.</summary>
    public const string Charging = "charging";

    /// <summary>Horizontal dilution of precision.</summary>
    public const string Hdop = "hdop";

    /// <summary>Whether the device believes that it moves.</summary>
    public const string Motion = "motion";

    /// <summary>The device's own odometer, metres.</summary>
    public const string OdometerMetres = "odometerMetres";

    /// <summary>What the device believes that its bearer does, e.g. <c>in_vehicle</c>.</summary>
    public const string Activity = "activity";

    /// <summary>Why the device reports.</summary>
    public const string Event = "event";

    /// <summary>An alarm that was raised on the device.</summary>
    public const string Alarm = "alarm";
}
