using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Fleet.ServiceDefaults;

/// <summary>Reads a request's body as JSON, each field once.</summary>
public static class JsonBody
{
    private static readonly JsonDocumentOptions OneOfEach = new() { AllowDuplicateProperties = false };

    /// <exception cref="RequestRefusedException">It is no JSON.</exception>
    public static Task<JsonElement> Read(HttpRequest request) => Read(request.Body, request.HttpContext.RequestAborted);

    /// <exception cref="RequestRefusedException">It is no JSON.</exception>
    public static async Task<JsonElement> Read(Stream body, CancellationToken cancellation)
    {
        try
        {
            using var json = await JsonDocument.ParseAsync(body, OneOfEach, cancellation);
            return UnicodeText.NotIn(json.RootElement, "") is { } path
                ? throw new RequestRefusedException(StatusCodes.Status400BadRequest, "wrong_type", $"The text of {(path.Length == 0 ? "the body" : path)} is no Unicode.", path.Length == 0 ? null : path)
                : json.RootElement.Clone();
        }
        catch (InvalidOperationException mistake)
        {
            // The parser compares names, and one of them cannot be read.
            throw new RequestRefusedException(StatusCodes.Status400BadRequest, "wrong_type", "The name of a field is no Unicode.", cause: mistake);
        }
        catch (JsonException mistake)
        {
            throw new RequestRefusedException(
                StatusCodes.Status400BadRequest, "malformed_json", $"The body is not valid JSON: line {mistake.LineNumber + 1}, byte {mistake.BytePositionInLine + 1}.", cause: mistake);
        }
    }
}
