using System.Globalization;
using Fleet.Contracts.VehicleTracking;
using Fleet.VehicleTracking.Positions;
using Fleet.VehicleTracking.Queries;

namespace Fleet.VehicleTracking.Live;

/// <summary>Which vehicles a client wants to see.</summary>
internal interface ILiveWish
{
    bool Takes(VehiclePosition position);

    /// <summary>Whether it can have taken a position of this vehicle.</summary>
    bool MayTake(string vehicle);
}

/// <summary>All of them.</summary>
internal sealed class EveryVehicle : ILiveWish
{
    public bool Takes(VehiclePosition position) => true;

    public bool MayTake(string vehicle) => true;
}

/// <summary>Some by their ids.</summary>
internal sealed class NamedVehicles(IReadOnlySet<string> ids) : ILiveWish
{
    private const int Most = 100;

    public bool Takes(VehiclePosition position) => MayTake(position.Vehicle);

    public bool MayTake(string vehicle) => ids.Contains(vehicle);

    /// <exception cref="ServiceDefaults.RequestRefusedException">400, naming the parameter.</exception>
    public static NamedVehicles Read(string[] ids)
    {
        if (ids.Length > Most) throw QueryMistake.Of("vehicle", "out_of_range", $"{Most} vehicles at most can be named.");
        if (!Array.TrueForAll(ids, VehicleId.IsValid)) throw QueryMistake.Of("vehicle", "malformed_vehicle", $"A vehicle id {VehicleId.Expected}.");
        return new NamedVehicles(ids.ToHashSet(StringComparer.Ordinal));
    }
}

/// <summary>Those within a box of degrees, edges included; one whose west is east of its east lies over the date line.</summary>
internal sealed record VehiclesWithin(double West, double South, double East, double North) : ILiveWish
{
    public bool Takes(VehiclePosition position) => Holds(position.Latitude, position.Longitude);

    public bool MayTake(string vehicle) => true;

    public bool Holds(double latitude, double longitude) =>
        latitude >= South && latitude <= North && (West <= East ? longitude >= West && longitude <= East : longitude >= West || longitude <= East);

    /// <exception cref="ServiceDefaults.RequestRefusedException">400, naming the parameter.</exception>
    public static VehiclesWithin Read(string bbox)
    {
        var degrees = bbox.Split(',').Select(Degrees).ToList();
        return degrees is [{ } west, { } south, { } east, { } north] && Math.Abs(west) <= 180 && Math.Abs(east) <= 180 && south >= -90 && north <= 90 && south <= north
            ? new VehiclesWithin(west, south, east, north)
            : throw QueryMistake.Of("bbox", "out_of_range", "bbox is west,south,east,north in degrees, such as 4.7,52.3,5.1,52.5.");
    }

    private static double? Degrees(string text) =>
        double.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value) && double.IsFinite(value) ? value : null;
}
