using Microsoft.AspNetCore.Http;

namespace Fleet.ServiceDefaults;

/// <summary>Headers by which a client says who it is and which request this is.</summary>
public static class RequestHeaders
{
    /// <summary>Who wants it, as the client claims in <c>Fleet-Actor</c>, checked by nobody; <c>anonymous</c> without it.</summary>
    /// <exception cref="RequestRefusedException">It is no name.</exception>
    public static string Actor(HttpRequest request) =>
        Read(request, "Fleet-Actor", 64, IsName, "has 1 to 64 letters, digits, spaces, '-', '_', '.', '@' and ':'") ?? "anonymous";

    /// <summary>Header <c>Idempotency-Key</c>, 1 to 100 characters; null without it.</summary>
    /// <exception cref="RequestRefusedException">It is too long, or not printable.</exception>
    public static string? OnceKey(HttpRequest request) =>
        Read(request, "Idempotency-Key", 100, character => character is > ' ' and < (char)127, "has 1 to 100 printable ASCII characters");

    private static string? Read(HttpRequest request, string name, int most, Func<char, bool> isAllowed, string expected)
    {
        if (request.Headers[name] is not [var text]) return request.Headers[name].Count == 0 ? null : throw Refused($"{name} is given once.", name);
        var value = text?.Trim() ?? "";
        return value.Length >= 1 && value.Length <= most && value.All(isAllowed) ? value : throw Refused($"{name} {expected}.", name);
    }

    private static bool IsName(char character) => char.IsLetterOrDigit(character) || character is ' ' or '-' or '_' or '.' or '@' or ':';

    private static RequestRefusedException Refused(string detail, string param) => new(StatusCodes.Status400BadRequest, "wrong_type", detail, param);
}
