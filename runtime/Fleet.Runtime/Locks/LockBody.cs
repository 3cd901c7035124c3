using System.Globalization;
using System.Text.Json;
using Fleet.Runtime.Http;

namespace Fleet.Runtime.Locks;

/// <summary>The body of a lock request, read as JSON of protobuf is: camel or snake case, numbers also as text.</summary>
internal sealed record LockBody(string Resource, string Owner, int ExpiryInSeconds)
{
    /// <summary>Reads a body; an empty one is an empty object.</summary>
    /// <exception cref="ApiException">400 <c>ERR_MALFORMED_REQUEST</c>.</exception>
    public static LockBody Parse(ReadOnlyMemory<byte> json)
    {
        if (json.Length == 0)
            return new LockBody("", "", 0);
        try
        {
            using var document = JsonDocument.Parse(json);
            return Read(document.RootElement);
        }
        catch (Exception broken) when (broken is JsonException or FormatException or InvalidOperationException)
        {
            throw new ApiException(CommonErrors.Malformed(broken.Message), broken);
        }
    }

    private static LockBody Read(JsonElement root)
    {
        if (root.ValueKind != JsonValueKind.Object)
            throw new FormatException($"the body is {root.ValueKind}, expected an object");
        var body = new LockBody("", "", 0);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var field in root.EnumerateObject())
        {
            var name = field.Name.Replace("_", "", StringComparison.Ordinal).ToUpperInvariant();
            var (known, next) = field.Name switch
            {
                "resourceId" or "resource_id" => (true, body with { Resource = Text(field) }),
                "lockOwner" or "lock_owner" => (true, body with { Owner = Text(field) }),
                "expiryInSeconds" or "expiry_in_seconds" => (true, body with { ExpiryInSeconds = Number(field) }),
                _ => (false, body),
            };
            body = known && !seen.Add(name) ? throw new FormatException($"{field.Name} is there twice") : next;
        }

        return body;
    }

    private static string Text(JsonProperty field) => field.Value.ValueKind switch
    {
        JsonValueKind.Null => "",
        JsonValueKind.String => field.Value.GetString()!,
        _ => throw new FormatException($"{field.Name} is {field.Value.ValueKind}, expected a text"),
    };

    private static int Number(JsonProperty field)
    {
        if (field.Value.ValueKind == JsonValueKind.Null)
            return 0;
        var text = field.Value.ValueKind switch
        {
            JsonValueKind.Number => field.Value.GetRawText(),
            JsonValueKind.String => field.Value.GetString()!,
            _ => "",
        };
        const NumberStyles styles = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;
        var isWhole = decimal.TryParse(text, styles, CultureInfo.InvariantCulture, out var number) && decimal.Truncate(number) == number;
        return isWhole && number is >= int.MinValue and <= int.MaxValue
            ? (int)number
            : throw new FormatException($"{field.Name} is {field.Value.GetRawText()}, expected a whole number of 32 bits");
    }
}
