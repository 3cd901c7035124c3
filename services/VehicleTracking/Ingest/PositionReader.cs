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

    public static Item<Position> Read(JsonElement json, DateTimeOffset now)
    {
        var fields = new Fields(json);
        var position = new Position(
            fields.Text("vehicle"),
            fields.Instant("instant"),
            fields.Number("latitude", -90, 90, isRequired: true) ?? 0,
            fields.Number("longitude", -180, 180, isRequired: true) ?? 0,
            fields.Number("speedKmh", 0, 2_000),
            fields.Number("headingDegrees", 0, 360),
            fields.Number("accuracyMetres", 0, 1_000_000));
        return fields.Mistake is { } mistake ? mistake : Check(position, now);
    }

    private static Item<Position> Check(Position position, DateTimeOffset now)
    {
        if (!VehicleId.IsValid(position.Vehicle))
            return new ItemMistake("vehicle", "malformed_vehicle", "A vehicle id has 1 to 64 letters, digits, '-', '_', '.' and ':'.");
        if (position.Instant > now + FutureTolerance)
            return new ItemMistake("instant", "instant_in_future", $"instant is more than {FutureTolerance.TotalMinutes} minutes ahead of the service's clock.");
        if (position.Instant < Oldest)
            return new ItemMistake("instant", "instant_too_old", "instant is before the year 2000; the device has lost its date.");
        return position;
    }
}
