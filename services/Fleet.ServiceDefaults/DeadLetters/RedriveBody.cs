using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Fleet.ServiceDefaults.DeadLetters;

/// <summary>Reads what a redrive is asked for by.</summary>
internal static class RedriveBody
{
    private const int MostIds = 1_000;
    private const int MostText = 200;
    private const int MostPerSecond = 1_000;
    private const int UsualPerSecond = 10;
    private static readonly IReadOnlyList<string> Known = ["ids", "topic", "cause", "perSecond", "dryRun"];

    /// <exception cref="RequestRefusedException">A field is missing, unknown or wrong.</exception>
    public static RedrivePlan Read(JsonElement body)
    {
        if (body.ValueKind != JsonValueKind.Object) throw Refused("wrong_type", "The body is a JSON object.", null);
        foreach (var field in body.EnumerateObject())
            if (!Known.Contains(field.Name)) throw Refused("unknown_field", $"There is no field {field.Name}; known are {string.Join(", ", Known)}.", field.Name);
        var plan = new RedrivePlan(Ids(body), Text(body, "topic"), Text(body, "cause"), PerSecond(body), DryRun(body));
        if (plan is { Ids: null, Topic: null, Cause: null }) throw Refused("required", "Give ids, or topic, or cause, or topic and cause.", "ids");
        if (plan is { Ids: not null } and not { Topic: null, Cause: null }) throw Refused("contradiction", "Give either ids, or topic and cause.", "ids");
        return plan;
    }

    private static IReadOnlyList<string>? Ids(JsonElement body)
    {
        if (Field(body, "ids") is not { } field) return null;
        if (field.ValueKind != JsonValueKind.Array || field.EnumerateArray().Any(id => id.ValueKind != JsonValueKind.String || id.GetString()!.Length is 0 or > MostText))
            throw Refused("wrong_type", "ids is a list of ids of dead letters.", "ids");
        var ids = field.EnumerateArray().Select(id => id.GetString()!).Distinct(StringComparer.Ordinal).ToList();
        return ids.Count is >= 1 and <= MostIds ? ids : throw Refused("out_of_range", $"ids has 1 to {MostIds} ids.", "ids");
    }

    private static string? Text(JsonElement body, string name)
    {
        if (Field(body, name) is not { } field) return null;
        return field.ValueKind == JsonValueKind.String && field.GetString() is { Length: >= 1 and <= MostText } text
            ? text
            : throw Refused("wrong_type", $"{name} is a text of 1 to {MostText} characters, as groups show it.", name);
    }

    private static int PerSecond(JsonElement body)
    {
        if (Field(body, "perSecond") is not { } field) return UsualPerSecond;
        return field.ValueKind == JsonValueKind.Number && field.TryGetInt32(out var number) && number is >= 1 and <= MostPerSecond
            ? number
            : throw Refused("out_of_range", $"perSecond is a whole number from 1 to {MostPerSecond}.", "perSecond");
    }

    private static bool DryRun(JsonElement body) => Field(body, "dryRun")?.ValueKind switch
    {
        null or JsonValueKind.False => false,
        JsonValueKind.True => true,
        _ => throw Refused("wrong_type", "dryRun is true or false.", "dryRun"),
    };

    private static JsonElement? Field(JsonElement body, string name) =>
        body.TryGetProperty(name, out var field) && field.ValueKind != JsonValueKind.Null ? field : null;

    private static RequestRefusedException Refused(string code, string detail, string? param) => new(StatusCodes.Status400BadRequest, code, detail, param);
}
