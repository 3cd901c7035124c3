using System.Security.Cryptography;
using System.Text;
using Fleet.Runtime.Http;
using Microsoft.AspNetCore.Http;

namespace Fleet.Runtime.Hosting;

/// <summary>What stands before every route: a path that can be read, allowed origins, the API token.</summary>
internal static class ApiGate
{
    /// <summary>Answers a call that must not come in; false: it may.</summary>
    public static async Task<bool> RefusesAsync(ApiCall call)
    {
        if (!IsWellEscaped(call.RawPath))
        {
            await call.TextAsync("400 Bad Request", 400);
            return true;
        }

        if (Cors.Answers(call.Http, call.Sidecar.Options.AllowedOrigins))
            return true;
        if (HasToken(call))
            return false;
        await call.TextAsync("invalid api token", 401);
        return true;
    }

    private static bool HasToken(ApiCall call)
    {
        var token = call.Sidecar.Options.Environment.GetValueOrDefault("DAPR_API_TOKEN") ?? "";
        if (token.Length == 0 || IsHealth(call))
            return true;
        var given = call.Http.Request.Headers["dapr-api-token"].ToString();
        return CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(given), Encoding.UTF8.GetBytes(token));
    }

    private static bool IsHealth(ApiCall call) =>
        HttpMethods.IsGet(call.Http.Request.Method) && call.RawPath.AsSpan().Trim('/') is "v1.0/healthz" or "v1.0/healthz/outbound";

    // Go's server takes no path with a percent sign that begins no escape.
    private static bool IsWellEscaped(string path)
    {
        for (var at = path.IndexOf('%', StringComparison.Ordinal); at >= 0; at = path.IndexOf('%', at + 1))
        {
            if (at + 2 >= path.Length || !char.IsAsciiHexDigit(path[at + 1]) || !char.IsAsciiHexDigit(path[at + 2]))
                return false;
        }

        return true;
    }
}
