using System.Text.Json;
using Fleet.ServiceDefaults.DeadLetters;

namespace Fleet.Notification.Recipients;

/// <summary>The dead letters of fine events that a person was to be told of.</summary>
internal static class PersonLetters
{
    private static readonly string[] Kept = ["eventId", "type", "fineId"];

    public static Task<IReadOnlyList<DeadLetter>> Of(DeadLetterStore letters, string recipientId, CancellationToken cancellation) =>
        letters.About(told => IsFor(told, recipientId), cancellation);

    /// <summary>Takes what is personal out of them, unless some wait; how many do.</summary>
    public static async Task<int> Erase(DeadLetterStore letters, string recipientId, CancellationToken cancellation)
    {
        var about = await Of(letters, recipientId, cancellation);
        var waiting = about.Count(letter => letter.State == LetterStates.Waiting);
        if (waiting > 0) return waiting;
        foreach (var letter in about)
        {
            if (!await letters.Erase(letter.Id, Rest(letter.Event), "erasure", cancellation)) waiting++;
        }

        return waiting;
    }

    private static bool IsFor(JsonElement told, string recipientId) =>
        told.ValueKind == JsonValueKind.Object
        && told.TryGetProperty("recipient", out var recipient) && recipient.ValueKind == JsonValueKind.Object
        && recipient.TryGetProperty("ownerId", out var id) && id.ValueKind == JsonValueKind.String && id.GetString() == recipientId;

    private static JsonElement Rest(JsonElement told) => JsonSerializer.SerializeToElement(
        Kept.Where(name => told.TryGetProperty(name, out _)).ToDictionary(name => name, name => told.GetProperty(name), StringComparer.Ordinal));
}
