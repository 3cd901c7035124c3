using System.Text.Json;
using System.Text.Json.Nodes;
using Fleet.Runtime.Http;

namespace Fleet.Runtime.Actors;

/// <summary>The body that registers a reminder or a timer.</summary>
internal sealed record ScheduleBody(string DueTime, string Period, string Ttl, string Callback, JsonNode? Data)
{
    /// <summary>Reads a body; fields that are not given are empty.</summary>
    /// <exception cref="ApiException">It is no JSON object, or a field is no text.</exception>
    public static async Task<ScheduleBody> ReadAsync(ApiCall call)
    {
        if (await call.ReadJsonAsync() is not JsonObject body)
            throw new ApiException(CommonErrors.Malformed("expected an object"));
        return new ScheduleBody(Text(body, "dueTime"), Text(body, "period"), Text(body, "ttl"), Text(body, "callback"), body["data"]);
    }

    private static string Text(JsonObject body, string name) => body[name] switch
    {
        null => "",
        var value when value.GetValueKind() == JsonValueKind.String => value.GetValue<string>(),
        _ => throw new ApiException(CommonErrors.Malformed($"{name} must be a text")),
    };
}
