using System.Globalization;
using Fleet.Contracts.VehicleTracking;
using Microsoft.AspNetCore.WebUtilities;

namespace Fleet.VehicleTracking.Ingest.Osmand;

/// <summary>Reads the OsmAnd protocol's query, or form, which is the same text in the body.</summary>
internal ref struct OsmandForm
{
    private const double KmhPerKnot = 1.852;
    private const double MostReading = 10_000;
    private readonly AttributeBag attributes = new(isLenient: true);
    private ItemMistake? mistake;
    private string? device;
    private string deviceParam = "id";
    private string? uuid;
    private DateTimeOffset? instant;
    private double? latitude;
    private double? longitude;
    private double? speedKmh;
    private double? heading;
    private double? accuracy;
    private double? altitude;
    private bool? valid;
    private bool? ignition;

    public OsmandForm()
    {
    }

    /// <summary>The position that <paramref name="text"/> tells, or the first thing that is wrong with it, by the name it has there.</summary>
    public static Item<Position> Read(ReadOnlyMemory<char> text, OsmandDevices devices, DateTimeOffset now)
    {
        var form = new OsmandForm();
        foreach (var pair in new QueryStringEnumerable(text))
        {
            var (name, value) = (pair.DecodeName(), pair.DecodeValue());
            if (!SaysNothing(name.Span, value.Span)) form.Take(name, value.Span);
            if (form.mistake is { } mistake) return mistake;
        }

        return form.Finish(devices, now);
    }

    private Item<Position> Finish(OsmandDevices devices, DateTimeOffset now)
    {
        if (device is null) return Missing("id", "the id of the device");
        if (latitude is null) return Missing("lat", "degrees");
        if (longitude is null) return Missing("lon", "degrees");
        var fix = instant ?? DateTimeOffset.FromUnixTimeMilliseconds(now.ToUnixTimeMilliseconds());
        if (PositionReader.CheckInstant(fix, now, "timestamp") is { } wrong) return wrong;
        if (devices.VehicleOf(device, fix, now) is not { } vehicle) return OsmandDevices.Unknown(deviceParam);
        return new Position(vehicle, fix, latitude.Value, longitude.Value, speedKmh, heading, accuracy, altitude, valid, ignition, uuid, attributes.Build());
    }

    private void Take(ReadOnlyMemory<char> name, ReadOnlySpan<char> value)
    {
        switch (name.Span)
        {
            case "id" or "deviceid":
                deviceParam = name.Span is "id" ? "id" : "deviceid";
                device = value.Length is > 0 and <= PositionReader.MostDevice ? value.ToString() : Fail<string>(deviceParam, $"1 to {PositionReader.MostDevice} characters");
                break;
            case "lat":
                latitude = Number("lat", value, -90, 90);
                break;
            case "lon":
                longitude = Number("lon", value, -180, 180);
                break;
            case "location":
                Location(value);
                break;
            case "timestamp":
                instant = OsmandTime.TryRead(value, out var read) ? read : Fail<DateTimeOffset>("timestamp", OsmandTime.Expected);
                break;
            case "speed":
                speedKmh = Number("speed", value, double.MinValue, PositionReader.MostSpeedKmh / KmhPerKnot) is >= 0 and var knots ? knots * KmhPerKnot : null;
                break;
            case "bearing" or "heading":
                heading = Number(name.Span is "bearing" ? "bearing" : "heading", value, double.MinValue, 360) is >= 0 and var degrees ? degrees : null;
                break;
            case "altitude":
                altitude = Number("altitude", value, PositionReader.LeastAltitudeMetres, PositionReader.MostAltitudeMetres);
                break;
            case "accuracy":
                accuracy = Number("accuracy", value, 0, PositionReader.MostAccuracyMetres);
                break;
            default:
                TakeMore(name, value);
                break;
        }
    }

    // Some trackers name all that they could know, and leave empty what they do not.
    private static bool SaysNothing(ReadOnlySpan<char> name, ReadOnlySpan<char> value) =>
        value.IsEmpty && name is not ("id" or "deviceid" or "lat" or "lon" or "location" or "timestamp");

    private void TakeMore(ReadOnlyMemory<char> name, ReadOnlySpan<char> value)
    {
        switch (name.Span)
        {
            case "valid":
                valid = Flag("valid", value);
                break;
            case "ignition":
                ignition = Flag("ignition", value);
                break;
            case "uuid":
                uuid = value.Length is > 0 and <= PositionReader.MostUuid ? value.ToString() : Fail<string>("uuid", $"a text of 1 to {PositionReader.MostUuid} characters");
                break;
            case "batt":
                Keep("batt", OsmandNames.BatteryPercent, Number("batt", value, double.MinValue, MostReading) is >= 0 and var percent ? percent : null);
                break;
            case "hdop":
                Keep("hdop", OsmandNames.Hdop, Number("hdop", value, 0, MostReading));
                break;
            case "charge":
                if (Flag("charge", value) is { } charging) mistake ??= attributes.Add(OsmandNames.Charging, charging);
                break;
            default:
                mistake ??= Attribute(name.ToString(), value);
                break;
        }
    }

    private ItemMistake? Attribute(string name, ReadOnlySpan<char> value)
    {
        if (value is "true" or "false") return attributes.Add(name, value is "true");
        return TryNumber(value, out var number) && double.IsFinite(number) ? attributes.Add(name, number) : attributes.Add(name, value.ToString());
    }

    private void Location(ReadOnlySpan<char> value)
    {
        var comma = value.IndexOf(',');
        if (comma < 0)
        {
            Fail<double>("location", "latitude and longitude with a comma between them");
            return;
        }

        latitude = Number("location", value[..comma], -90, 90);
        longitude = Number("location", value[(comma + 1)..], -180, 180);
    }

    private void Keep(string param, string name, double? value)
    {
        if (value is { } number) mistake ??= attributes.Add(name, number) is { } wrong ? wrong with { Param = param } : null;
    }

    private double? Number(string param, ReadOnlySpan<char> value, double from, double to)
    {
        if (!TryNumber(value, out var number) || double.IsNaN(number)) return Fail<double>(param, "a number");
        if (number >= from && number <= to && double.IsFinite(number)) return number;
        mistake ??= new ItemMistake(param, "out_of_range", from == double.MinValue ? $"{param} is a number up to {to:0.##}." : $"{param} is a number from {from} to {to}.");
        return null;
    }

    private bool? Flag(string param, ReadOnlySpan<char> value)
    {
        if (value is "1" || value.Equals("true", StringComparison.OrdinalIgnoreCase)) return true;
        if (value is "0" || value.Equals("false", StringComparison.OrdinalIgnoreCase)) return false;
        return Fail<bool>(param, "true, false, 1 or 0");
    }

    private T? Fail<T>(string param, string expected)
    {
        mistake ??= new ItemMistake(param, "wrong_type", $"{param} is {expected}.");
        return default;
    }

    private static ItemMistake Missing(string param, string what) => new(param, "required", $"{param} is missing: {what}.");

    private static bool TryNumber(ReadOnlySpan<char> text, out double number) =>
        double.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out number);
}
