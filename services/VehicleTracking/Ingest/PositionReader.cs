using System.Text.Json;
using Fleet.Contracts.VehicleTracking;
using Fleet.VehicleTracking.Positions;

namespace Fleet.VehicleTracking.Ingest;

/// <summary>Reads a position and checks what can be checked without knowing the vehicle.</summary>
public static class PositionReader
{
    /// <summary>How far a device's clock may be ahead of the service's.</summary>
    public static readonly TimeSpan FutureTolerance = TimeSpan.FromMinutes(5);

    /// <summary>A receiver that has lost its date reports one before this.</summary>
    public static readonly DateTimeOffset Oldest = new(2000, 1, 1, 0, 0, 0, TimeSpan.Zero);

    internal const double MostSpeedKmh = 2_000;
    internal const double MostAccuracyMetres = 1_000_000;
    internal const double LeastAltitudeMetres = -20_000;
    internal const double MostAltitudeMetres = 100_000;
    internal const int MostUuid = 64;
    internal const int MostDevice = 64;

    public static Item<Position> Read(JsonElement json, DateTimeOffset now)
    {
        var fields = new Fields(json);
        var position = new Position(
            fields.Text("vehicle"),
            fields.Instant("instant"),
            fields.Number("latitude", -90, 90, isRequired: true) ?? 0,
            fields.Number("longitude", -180, 180, isRequired: true) ?? 0,
            fields.Number("speedKmh", 0, MostSpeedKmh),
            fields.Number("headingDegrees", 0, 360),
            fields.Number("accuracyMetres", 0, MostAccuracyMetres),
            fields.Number("altitudeMetres", LeastAltitudeMetres, MostAltitudeMetres),
            fields.Flag("valid"),
            fields.Flag("ignition"),
            fields.OptionalText("uuid", MostUuid));
        var attributes = new AttributeBag();
        fields.Attributes("attributes", attributes);
        return fields.Mistake is { } mistake ? mistake : Check(position with { Attributes = attributes.Build() }, now);
    }

    /// <summary>What is wrong with the time of a fix; null when nothing is.</summary>
    internal static ItemMistake? CheckInstant(DateTimeOffset instant, DateTimeOffset now, string param)
    {
        if (instant > now + FutureTolerance)
            return new ItemMistake(param, "instant_in_future", $"{param} is more than {FutureTolerance.TotalMinutes} minutes ahead of the service's clock.");
        return instant < Oldest ? new ItemMistake(param, "instant_too_old", $"{param} is before the year 2000; the device has lost its date.") : null;
    }

    private static Item<Position> Check(Position position, DateTimeOffset now)
    {
        if (!VehicleId.IsValid(position.Vehicle))
            return new ItemMistake("vehicle", "malformed_vehicle", $"A vehicle id {VehicleId.Expected}.");
        return CheckInstant(position.Instant, now, "instant") is { } mistake ? mistake : position;
    }
}
