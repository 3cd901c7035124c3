using System.Text.Json;
using System.Text.Json.Nodes;

namespace Fleet.Cli.Commands;

/// <summary>What a failed answer says beside its status.</summary>
internal static class ErrorText
{
    private const int Longest = 300;

    /// <summary><c>: </c> and the message of a body, e.g. <c>{"errorCode":…,"message":…}</c> or a short line; else nothing.</summary>
    public static string After(string body)
    {
        var text = Message(body) ?? body.Trim();
        return text.Length is 0 or > Longest || text.Contains('\n', StringComparison.Ordinal) || text[0] == '<' ? "" : ": " + text;
    }

    private static string? Message(string body)
    {
        try
        {
            return (JsonNode.Parse(body) as JsonObject)?["message"] is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
