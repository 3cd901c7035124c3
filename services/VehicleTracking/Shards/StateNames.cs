using System.Globalization;

namespace Fleet.VehicleTracking.Shards;

/// <summary>
/// Names of a shard's state. Ids stand last, because they may hold any of the separators; none has a slash, which a
/// sidecar's path would not take.
/// </summary>
public static class StateNames
{
    public const string Shard = "shard";
    public const string Lost = "lost";
    public const string Held = "held";
    public const string Violations = "violations";

    public static string Violation(string id) => "violation-" + id;

    public static string ViolationPart(long day, int part) => string.Create(CultureInfo.InvariantCulture, $"violations-{day}-{part}");

    public static string Plate(string plate) => "plate-" + plate;

    public static string Vehicle(string vehicle) => "vehicle-" + vehicle;

    public static string Day(string vehicle, long day) => string.Create(CultureInfo.InvariantCulture, $"day-{day}-{vehicle}");

    public static string Segment(string vehicle, int number) => string.Create(CultureInfo.InvariantCulture, $"segment-{number}-{vehicle}");

    public static string Due(long minute, int part) => string.Create(CultureInfo.InvariantCulture, $"due-{minute}-{part}");
}
