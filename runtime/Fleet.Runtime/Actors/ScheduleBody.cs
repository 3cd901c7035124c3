using System.Text.Json;
using System.Text.Json.Nodes;
using Fleet.Runtime.Http;

namespace Fleet.Runtime.Actors;

/// <summary>The body that registers a reminder or a timer.</summary>
/// <param name="Overwrite">False: one of that name that is there already stays.</param>
internal sealed record ScheduleBody(string DueTime, string Period, string Ttl, string Callback, JsonNode? Data, bool Overwrite)
{
    /// <summary>Reads a body; fields that are not given are empty.</summary>
    /// <exception cref="ApiException">It is no JSON object, or a field is of the wrong kind.</exception>
    public static async Task<ScheduleBody> ReadAsync(ApiCall call)
    {
        if (await call.ReadJsonAsync() is not JsonObject body)
            throw new ApiException(CommonErrors.Malformed("expected an object"));
        return new ScheduleBody(Text(body, "dueTime"), Text(body, "period"), Text(body, "ttl"), Text(body, "callback"), body.Field("data"), ReadOverwrite(body));
    }

    private static bool ReadOverwrite(JsonObject body) => body.Field("overwrite") switch
    {
        null => true,
        var value when value.GetValueKind() is JsonValueKind.True or JsonValueKind.False => value.GetValue<bool>(),
        _ => throw new ApiException(CommonErrors.Malformed("overwrite must be true or false")),
    };

    private static string Text(JsonObject body, string name) => body.Field(name) switch
    {
        null => "",
        var value when value.GetValueKind() == JsonValueKind.String => value.GetValue<string>(),
        _ => throw new ApiException(CommonErrors.Malformed($"{name} must be a text")),
    };
}
