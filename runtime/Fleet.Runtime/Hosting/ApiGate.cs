using System.Security.Cryptography;
using System.Text;
using Fleet.Runtime.Http;
using Fleet.Runtime.Invocation;
using Microsoft.AspNetCore.Http;

namespace Fleet.Runtime.Hosting;

/// <summary>What stands before every route: a request that can be read, allowed origins, the API token.</summary>
internal static class ApiGate
{
    private const int Spare = 4 * 1024;

    /// <summary>Answers a call that must not come in; false: it may.</summary>
    public static async Task<bool> RefusesAsync(ApiCall call)
    {
        if (HeadSize(call) > call.Sidecar.Options.ReadBufferSize + Spare)
        {
            await call.TextAsync("431 Request Header Fields Too Large", 431);
            return true;
        }

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
        if (token.Length == 0 || IsHealth(call) || NeighbourApi.IsCarried(call))
            return true;
        var given = call.Http.Request.Headers["dapr-api-token"].ToString();
        return CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(given), Encoding.UTF8.GetBytes(token));
    }

    private static int HeadSize(ApiCall call)
    {
        var size = call.RawPath.Length + (call.Http.Request.QueryString.Value?.Length ?? 0);
        foreach (var (name, values) in call.Http.Request.Headers)
        {
            foreach (var value in values)
                size += name.Length + (value?.Length ?? 0) + 4;
        }

        return size;
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
