using System.Text.Json;
using System.Text.RegularExpressions;
using Fleet.Notification.Domain.Messages;

namespace Fleet.Notification.Bounces;

/// <summary>A mail that came back.</summary>
/// <param name="MessageId">The message; null when only the address is known.</param>
/// <param name="Address">The address; null when the message is known.</param>
/// <param name="IsHard">Whether the address does not work at all.</param>
/// <param name="Code">An enhanced status code such as <c>5.1.1</c> from the reason; null when it has none. The rest of the reason may hold an address.</param>
internal sealed partial record BounceItem(string? MessageId, string? Address, bool IsHard, string? Code)
{
    private const int LongestAddress = 320;

    /// <summary>Reads one, or says what is wrong with it.</summary>
    public static (BounceItem? Item, BounceMistake? Mistake) Read(JsonElement json)
    {
        if (json.ValueKind != JsonValueKind.Object) return Wrong("wrong_type", null, "A bounce is an object with messageId or address, and kind.");
        foreach (var name in (string[])["messageId", "address", "kind", "reason"])
        {
            if (json.TryGetProperty(name, out var value) && value.ValueKind is not (JsonValueKind.String or JsonValueKind.Null)) return Wrong("wrong_type", name, $"{name} is a text.");
        }

        var (id, address, kind) = (Text(json, "messageId"), Text(json, "address"), Text(json, "kind"));
        if (id is null == (address is null)) return Wrong("required", "messageId", "Either messageId or address is needed.");
        if (id is not null && Domain.Messages.MessageId.PlaceOf(id) is null) return Wrong("unknown_message", "messageId", "messageId is the id of a message, or the part of a mail's Message-ID before the @.");
        if (address is { Length: > LongestAddress } || address?.Contains('@', StringComparison.Ordinal) == false) return Wrong("bad_address", "address", "address is one e-mail address.");
        if (kind is not (BounceKinds.Hard or BounceKinds.Soft)) return Wrong("unknown_kind", "kind", "kind is hard or soft.");
        var code = Text(json, "reason") is { } reason && Enhanced().Match(reason) is { Success: true } match ? match.Value : null;
        return (new BounceItem(id, address, kind == BounceKinds.Hard, code), null);
    }

    private static (BounceItem?, BounceMistake?) Wrong(string code, string? param, string detail) => (null, new BounceMistake(code, param, detail));

    private static string? Text(JsonElement json, string name) => json.TryGetProperty(name, out var value) && value.GetString() is { Length: > 0 } text ? text : null;

    [GeneratedRegex(@"(?<![0-9.])[245]\.[0-9]{1,3}\.[0-9]{1,3}(?![0-9.])", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 100)]
    private static partial Regex Enhanced();
}

/// <summary>What is wrong with a bounce.</summary>
internal sealed record BounceMistake(string Code, string? Param, string Detail);
