using Fleet.Contracts.VehicleTracking;

namespace Fleet.VehicleTracking.Positions;

/// <summary>
/// A position as history keeps it, in whole numbers: 10^-7 degrees (about 1 cm), 0.01 km/h, 0.01 degrees and centimetres are
/// finer than any receiver measures.
/// </summary>
/// <param name="Attributes">What else the device said, as the JSON text of a flat object; null for nothing.</param>
/// <param name="HasAlarm">Whether there is an alarm among the attributes; so that nobody reads them in vain.</param>
/// <param name="Verdict">What the filters say of it.</param>
public readonly record struct Point(
    long InstantMs,
    int LatitudeE7,
    int LongitudeE7,
    int? SpeedE2 = null,
    int? HeadingE2 = null,
    int? AccuracyE2 = null,
    int? AltitudeE2 = null,
    bool? Valid = null,
    bool? Ignition = null,
    string? Attributes = null,
    bool HasAlarm = false,
    Verdict Verdict = Verdict.Good)
{
    public static Point Of(Position position) => new(
        position.Instant.ToUnixTimeMilliseconds(),
        (int)Math.Round(position.Latitude * 1e7),
        (int)Math.Round(position.Longitude * 1e7),
        Hundredths(position.SpeedKmh),
        Hundredths(position.HeadingDegrees),
        Hundredths(position.AccuracyMetres),
        Hundredths(position.AltitudeMetres),
        position.Valid,
        position.Ignition,
        DeviceAttributes.Write(position.Attributes),
        DeviceAttributes.HasAlarm(position.Attributes));

    public Position ToPosition(string vehicle) => new(
        vehicle,
        DateTimeOffset.FromUnixTimeMilliseconds(InstantMs),
        LatitudeE7 / 1e7,
        LongitudeE7 / 1e7,
        SpeedE2 / 1e2,
        HeadingE2 / 1e2,
        AccuracyE2 / 1e2,
        AltitudeE2 / 1e2,
        Valid,
        Ignition,
        Attributes: DeviceAttributes.Read(Attributes),
        Filtered: Verdict.Name());

    private static int? Hundredths(double? value) => value is null ? null : (int)Math.Round(value.Value * 1e2);
}
