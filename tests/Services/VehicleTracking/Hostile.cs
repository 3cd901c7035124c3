using System.Globalization;
using System.Text;

namespace Fleet.Tests.Services.VehicleTracking;

/// <summary>A request that must be refused.</summary>
/// <param name="Path">Path and query.</param>
/// <param name="Body">Body; null for a GET.</param>
/// <param name="Type">Content type as it is sent, whether or not it is one.</param>
/// <param name="Param">The field that must be named; null when none is at fault alone.</param>
internal sealed record HostileRequest(string Path, byte[]? Body, string Type, string? Param)
{
    public HttpRequestMessage Message()
    {
        var message = new HttpRequestMessage(Body is null ? HttpMethod.Get : HttpMethod.Post, Path);
        if (Body is null) return message;
        message.Content = new ByteArrayContent(Body);
        message.Content.Headers.TryAddWithoutValidation("Content-Type", Type);
        return message;
    }

    public override string ToString() => $"{Path} {Type} {(Body is null ? "" : Encoding.UTF8.GetString(Body.AsSpan(0, Math.Min(Body.Length, 400))))}";
}

/// <summary>Makes requests that are wrong in a known way, or in none.</summary>
internal sealed class Hostile(int seed)
{
    private const string Instant = "\"2026-05-01T12:00:00Z\"";
    private static readonly string[] BadValues = ["{}", "[]", "[[[]]]", "\"\\ud800\"", "\"\\u0000\"", "1e999", "-1e308", "\"1e+999\"", "\"'; DROP TABLE x; --\"", "\"../../etc/passwd\""];
    private static readonly string[] BadTexts = ["", "x", "NaN", "Infinity", "1e999", "0x1F", "%00", "%ff%fe", "12,5,7", "١٢", "1_000", "true%20", "+-1", "9999999999999999999999"];
    private readonly Random random = new(seed);

    /// <summary>The same seed makes the same requests.</summary>
    public HostileRequest Next() => random.Next(8) switch
    {
        0 => OneField("/v1/positions", Position(), ["vehicle", "instant", "latitude", "longitude", "speedKmh", "headingDegrees", "accuracyMetres", "altitudeMetres", "valid", "ignition", "uuid", "attributes"], ""),
        1 => OneField("/v1/passages", Passage(), ["camera", "plate", "instant", "lane"], ""),
        2 => OneField("/osmand", Coords(), ["latitude", "longitude", "speed", "heading", "accuracy", "altitude"], "location.coords.", Located),
        3 => Attribute(),
        4 => Query(),
        5 => Torn(),
        6 => Missing(),
        _ => Noise(),
    };

    private static Dictionary<string, string> Position() => new() { ["vehicle"] = "\"van-1\"", ["instant"] = Instant, ["latitude"] = "52.1", ["longitude"] = "5.2" };

    private static Dictionary<string, string> Passage() => new() { ["camera"] = "\"r7n-1\"", ["plate"] = "\"AB12CD\"", ["instant"] = Instant };

    private static Dictionary<string, string> Coords() => new() { ["latitude"] = "52.1", ["longitude"] = "5.2" };

    private HostileRequest OneField(string path, Dictionary<string, string> fields, string[] names, string prefix, Func<string, string>? around = null)
    {
        var name = names[random.Next(names.Length)];
        var value = Pick(BadValues);
        // These are harmless there: an empty object of attributes, and a negative number that says "unknown".
        if (name == "attributes" && value == "{}") value = "[]";
        if (name is "uuid" && value is not ("{}" or "[]" or "[[[]]]" or "\"\\ud800\"" or "1e999" or "-1e308")) value = "{}";
        if (prefix.Length > 0 && name is "speed" or "heading" && value == "-1e308") value = "{}";
        fields[name] = value;
        var text = Object(fields);
        return new HostileRequest(path, Bytes(around is null ? text : around(text)), Json(path), prefix + name);
    }

    private HostileRequest Attribute()
    {
        var fields = Position();
        var (name, value) = random.Next(4) switch
        {
            0 => ("deep", "{\"a\":{\"b\":1}}"),
            1 => ("many", "[1,2,3]"),
            2 => ("long", "\"" + new string('x', 2_100) + "\""),
            _ => ("infinite", "1e999"),
        };
        fields["attributes"] = $$"""{"good":1,"{{name}}":{{value}}}""";
        return new HostileRequest("/v1/positions", Bytes(Object(fields)), Json("/v1/positions"), "attributes." + name);
    }

    private HostileRequest Query()
    {
        string[] names = ["lat", "lon", "location", "timestamp", "speed", "bearing", "heading", "altitude", "accuracy", "hdop", "batt", "charge", "valid"];
        var name = Pick(names);
        var value = Pick(BadTexts);
        // Without a value only the fix itself is wrong.
        if (value.Length == 0 && name is not ("lat" or "lon" or "location" or "timestamp")) value = "x";
        var text = $"id=p&lat=52.1&lon=5.2&{name}={value}";
        var isForm = random.Next(2) == 0;
        return new HostileRequest(isForm ? "/osmand" : "/osmand?" + text, isForm ? Bytes(text) : null, "application/x-www-form-urlencoded", name);
    }

    private HostileRequest Torn()
    {
        var path = Pick("/v1/positions", "/v1/passages", "/osmand");
        var whole = path == "/v1/passages" ? Object(Passage()) : path == "/osmand" ? Located(Object(Coords())) : Object(Position());
        return new HostileRequest(path, Bytes(whole[..random.Next(whole.Length)]), Json(path), null);
    }

    private HostileRequest Missing()
    {
        var (path, fields) = random.Next(2) == 0 ? ("/v1/positions", Position()) : ("/v1/passages", Passage());
        var name = fields.Keys.ElementAt(random.Next(fields.Count));
        if (random.Next(2) == 0) fields.Remove(name);
        else fields[name] = "null";
        return new HostileRequest(path, Bytes(Object(fields)), Json(path), name);
    }

    private HostileRequest Noise()
    {
        var path = Pick("/v1/positions", "/v1/passages", "/osmand");
        var body = random.Next(5) switch
        {
            0 => Bytes(new string('[', random.Next(1, 5_000))),
            1 => Bytes(string.Concat(Enumerable.Repeat("{\"a\":", random.Next(1, 500)))),
            2 => Bytes("[" + string.Join(",", Enumerable.Repeat("7", random.Next(1, 200))) + "]"),
            3 => Bytes(new string(' ', random.Next(1, 100_000))),
            _ => RandomBytes(),
        };
        var type = random.Next(4) switch { 0 => "text/plain", 1 => "application/x-ndjson", 2 => "multipart/form-data; boundary=x", _ => "application/json" };
        return new HostileRequest(path, body, type, null);
    }

    private byte[] RandomBytes()
    {
        var bytes = new byte[random.Next(1, 3_000)];
        random.NextBytes(bytes);
        return bytes;
    }

    // A single line of NDJSON is refused as an array of one is: the field stands behind its place.
    private string Json(string path) => path == "/osmand" ? "application/json" : Pick("application/json", "application/json; charset=utf-8");

    private T Pick<T>(params T[] of) => of[random.Next(of.Length)];

    private static string Located(string coords) => "{\"device_id\":\"p\",\"location\":{\"timestamp\":" + Instant + ",\"coords\":" + coords + "}}";

    private static string Object(Dictionary<string, string> fields) =>
        "{" + string.Join(",", fields.Select(field => string.Create(CultureInfo.InvariantCulture, $"\"{field.Key}\":{field.Value}"))) + "}";

    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);
}
