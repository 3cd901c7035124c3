using System.Text.Json;

namespace Fleet.Gateway.Forwarding;

/// <summary>Tells an error of the sidecar from one of the service behind it: the sidecar's have an <c>errorCode</c>.</summary>
internal static class SidecarError
{
    private const int MaxBytes = 64 * 1024;

    /// <summary>The sidecar's error code; null when the answer is the service's.</summary>
    public static async Task<string?> Of(HttpResponseMessage answer, CancellationToken cancellation)
    {
        var content = answer.Content.Headers;
        if ((int)answer.StatusCode < 500 || content.ContentType?.MediaType != "application/json" || content.ContentLength > MaxBytes) return null;
        await answer.Content.LoadIntoBufferAsync(MaxBytes, cancellation);
        try
        {
            using var json = JsonDocument.Parse(await answer.Content.ReadAsByteArrayAsync(cancellation));
            return json.RootElement.ValueKind == JsonValueKind.Object && json.RootElement.TryGetProperty("errorCode", out var code) ? code.ToString() : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
