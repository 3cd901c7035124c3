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
    public const string Pulse = "pulse";
    public const string RosterIndex = "roster";

    public static string Violation(string id) => "violation-" + id;

    public static string ViolationPart(long day, int part) => string.Create(CultureInfo.InvariantCulture, $"violations-{day}-{part}");

    /// <summary>In which parts of the book a plate's violations stand.</summary>
    public static string PlateViolations(string plate) => "plate-violations-" + plate;

    public static string Plate(string plate) => "plate-" + plate;

    public static string Vehicle(string vehicle) => "vehicle-" + vehicle;

    public static string Uuids(string vehicle) => "uuids-" + vehicle;

    /// <summary>The report ids before <see cref="Uuids"/>.</summary>
    public static string UuidsBefore(string vehicle) => "older-uuids-" + vehicle;

    public static string Day(string vehicle, long day) => string.Create(CultureInfo.InvariantCulture, $"day-{day}-{vehicle}");

    /// <summary>The days of which a vehicle has something.</summary>
    public static string Days(string vehicle) => "days-" + vehicle;

    /// <summary>That a vehicle was erased, by what <see cref="Retention.ErasureRecord.SubjectOf"/> makes of its id.</summary>
    public static string Erasure(string subject) => "erasure-" + subject;

    public static string Segment(string vehicle, int number) => string.Create(CultureInfo.InvariantCulture, $"segment-{number}-{vehicle}");

    /// <summary>The machine's memory before the vehicle's tail.</summary>
    public static string Before(string vehicle) => "before-" + vehicle;

    /// <summary>A part of the journal of a UTC day.</summary>
    public static string Journal(string vehicle, long day, int part) => string.Create(CultureInfo.InvariantCulture, $"journal-{day}-{part}-{vehicle}");

    /// <summary>Vehicles to ask in a minute whether anything has come from them.</summary>
    public static string Watch(long minute, int part) => string.Create(CultureInfo.InvariantCulture, $"watch-{minute}-{part}");

    /// <summary>A part of the list of vehicles.</summary>
    public static string Roster(int part) => string.Create(CultureInfo.InvariantCulture, $"roster-{part}");

    public static string Due(long minute, int part) => string.Create(CultureInfo.InvariantCulture, $"due-{minute}-{part}");
}
