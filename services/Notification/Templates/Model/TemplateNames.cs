using Fleet.Contracts.VehicleTracking;

namespace Fleet.Notification.Templates.Model;

/// <summary>Which template a message is written by.</summary>
public static class TemplateNames
{
    /// <summary>Several messages in one.</summary>
    public const string Digest = "digest";

    private const string AlertPrefix = "alert.";

    /// <summary>The template of a type of event: a fine's has its own, a vehicle's that of its group.</summary>
    public static string Of(string type) => type.StartsWith(AlertPrefix, StringComparison.Ordinal) ? AlertGroups.Of(type[AlertPrefix.Length..]) : type;
}

/// <summary>Kinds of vehicle events that share a template.</summary>
public static class AlertGroups
{
    private const string Other = "alert.other";

    private static readonly Dictionary<string, string[]> Kinds = new(StringComparer.Ordinal)
    {
        ["alert.zone"] = [VehicleEventKinds.ZoneEnter, VehicleEventKinds.ZoneExit, VehicleEventKinds.ZoneDwell],
        ["alert.speed"] = [VehicleEventKinds.Overspeed, VehicleEventKinds.CorridorOverspeed],
        ["alert.driving"] = [VehicleEventKinds.HarshBraking, VehicleEventKinds.HarshAcceleration],
        ["alert.ignition"] = [VehicleEventKinds.IgnitionOn, VehicleEventKinds.IgnitionOff],
        ["alert.alarm"] = [VehicleEventKinds.Alarm],
        ["alert.contact"] = [VehicleEventKinds.Offline, VehicleEventKinds.Online, "lost"],
        [Other] = [],
    };

    private static readonly Dictionary<string, string> GroupOfKind = Kinds
        .SelectMany(group => group.Value.Select(kind => (kind, group.Key)))
        .ToDictionary(pair => pair.kind, pair => pair.Key, StringComparer.Ordinal);

    /// <summary>Templates of vehicle events.</summary>
    public static IReadOnlyCollection<string> Names => Kinds.Keys;

    /// <summary>The template of a kind; <c>alert.other</c> for one that no group has.</summary>
    public static string Of(string kind) => GroupOfKind.GetValueOrDefault(kind, Other);

    /// <summary>The kinds of a group.</summary>
    public static IReadOnlyList<string> KindsOf(string group) => Kinds[group];
}
