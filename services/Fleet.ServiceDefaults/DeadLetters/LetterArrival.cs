using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Fleet.ServiceDefaults.DeadLetters;

/// <summary>An event that is given up.</summary>
/// <param name="Id">Derived from topic and event.</param>
/// <param name="Topic">The dead-letter topic it came by.</param>
/// <param name="At">When it was given up, UTC.</param>
/// <param name="Event">The event; a JSON text when it is no JSON.</param>
/// <param name="Reason">Why no retry would help; null when the retries ended.</param>
/// <param name="Key">Names the event itself, whatever else it says; null when it has no id.</param>
public sealed record LetterArrival(string Id, string Topic, DateTimeOffset At, JsonElement Event, string? Reason, string? Key)
{
    /// <summary>What <paramref name="body"/> is kept as, whatever it is.</summary>
    /// <param name="topic">The dead-letter topic.</param>
    /// <param name="body">The event without its envelope.</param>
    /// <param name="at">When it was given up, UTC.</param>
    /// <param name="reason">Why no retry would help; null when the retries ended.</param>
    /// <param name="idField">The field that names an event of the topic.</param>
    public static LetterArrival Of(string topic, string body, DateTimeOffset at, string? reason, string idField)
    {
        var json = Json(body);
        return new LetterArrival("dea_" + Hash(topic + "\n" + body), topic, at, json, reason, KeyOf(topic, json, idField));
    }

    private static string? KeyOf(string topic, JsonElement body, string idField) =>
        body.ValueKind == JsonValueKind.Object && body.TryGetProperty(idField, out var id) && id.ValueKind == JsonValueKind.String ? Hash(topic + "\n" + id.GetString()) : null;

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 16));

    private static JsonElement Json(string body)
    {
        try
        {
            return JsonElement.Parse(body);
        }
        catch (JsonException)
        {
            return JsonSerializer.SerializeToElement(body);
        }
    }
}
