using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Fleet.ServiceDefaults.DeadLetters;

/// <summary>An event that could not be taken: after all retries, or because no retry would help.</summary>
/// <param name="Id">Derived from topic and event, so that the same event is kept once.</param>
/// <param name="Topic">The dead-letter topic it came by.</param>
/// <param name="ReceivedAt">When it was given up, UTC.</param>
/// <param name="Event">The event as it was published; a JSON text when it is no JSON.</param>
/// <param name="Reason">Why no retry would help; null when the retries ended.</param>
public sealed record DeadLetter(string Id, string Topic, DateTimeOffset ReceivedAt, JsonElement Event, string? Reason = null)
{
    /// <summary>Keeps <paramref name="body"/>, whatever it is.</summary>
    public static DeadLetter Of(string topic, string body, DateTimeOffset receivedAt, string? reason = null) => new(
        "dea_" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(topic + "\n" + body)).AsSpan(0, 16)), topic, receivedAt, Json(body), reason);

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
