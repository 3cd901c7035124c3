using System.Security.Cryptography;
using System.Text;
using Fleet.Runtime.Http;

namespace Fleet.Runtime.Hosting;

/// <summary>What stands before every route: allowed origins, the API token.</summary>
internal static class ApiGate
{
    /// <summary>Answers a call that must not come in; false: it may.</summary>
    public static async Task<bool> RefusesAsync(ApiCall call)
    {
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
        if (token.Length == 0 || call.RawPath is "/v1.0/healthz" or "/v1.0/healthz/outbound")
            return true;
        var given = call.Http.Request.Headers["dapr-api-token"].ToString();
        return CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(given), Encoding.UTF8.GetBytes(token));
    }
}
