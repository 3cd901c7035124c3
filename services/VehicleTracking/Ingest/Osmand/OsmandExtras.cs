using System.Text.Json;

namespace Fleet.VehicleTracking.Ingest.Osmand;

/// <summary>What a location of the JSON body says beside where and when, as attributes of the position.</summary>
internal static class OsmandExtras
{
    private const string Ignition = "ignition";
    private const double MostOdometerMetres = 1e12;

    public static ItemMistake? Gather(ref Fields fields, string at, AttributeBag attributes, out bool? ignition)
    {
        ignition = null;
        var motion = fields.Flag("is_moving");
        var odometer = fields.Number("odometer", double.MinValue, MostOdometerMetres);
        var (what, alarm) = (fields.OptionalText("event"), fields.OptionalText("alarm"));
        var (battery, activity, extras) = (fields.Any("battery"), fields.Any("activity"), fields.Any("extras"));
        var mistake = fields.Mistake
            ?? Battery(battery, at + "battery.", attributes)
            ?? Activity(activity, at + "activity", attributes);
        if (mistake is not null) return mistake;
        if (motion is { } moves) attributes.Add(OsmandNames.Motion, moves);
        if (odometer is >= 0 and var metres) attributes.Add(OsmandNames.OdometerMetres, metres);
        if (what is not null) attributes.Add(OsmandNames.Event, what);
        if (alarm is not null) attributes.Add(OsmandNames.Alarm, alarm);
        if (extras.ValueKind == JsonValueKind.Object && extras.TryGetProperty(Ignition, out var on) && on.ValueKind is JsonValueKind.True or JsonValueKind.False)
            ignition = on.GetBoolean();
        fields.Attributes("extras", attributes, except: ignition is null ? null : Ignition);
        return fields.Mistake;
    }

    private static ItemMistake? Battery(JsonElement element, string at, AttributeBag attributes)
    {
        if (element.ValueKind == JsonValueKind.Undefined) return null;
        var battery = new Fields(element, at);
        var level = battery.Number("level", double.MinValue, 1);
        var charging = battery.Flag("is_charging");
        if (battery.Mistake is { } mistake) return mistake;
        // A phone that cannot tell says -1.
        if (level is >= 0 and var share) attributes.Add(OsmandNames.BatteryPercent, Math.Round(share * 100, 2));
        if (charging is { } charges) attributes.Add(OsmandNames.Charging, charges);
        return null;
    }

    private static ItemMistake? Activity(JsonElement element, string at, AttributeBag attributes)
    {
        if (element.ValueKind == JsonValueKind.Undefined) return null;
        if (element.ValueKind == JsonValueKind.String && Fields.TextOf(element) is { Length: > 0 and <= 200 } text) return attributes.Add(OsmandNames.Activity, text);
        var activity = new Fields(element, at + ".");
        var type = activity.OptionalText("type");
        if (type is not null) attributes.Add(OsmandNames.Activity, type);
        return activity.Mistake;
    }
}
