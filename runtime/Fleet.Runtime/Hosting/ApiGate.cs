using System.Security.Cryptography;
using System.Text;
using Fleet.Runtime.Http;

namespace Fleet.Runtime.Hosting;

/// <summary>The API token: with <c>DAPR_API_TOKEN</c> in the sidecar's environment only callers that know it come in.</summary>
internal static class ApiGate
{
    public static bool Refuses(ApiCall call)
    {
        if (!call.Sidecar.Options.Environment.TryGetValue("DAPR_API_TOKEN", out var token) || token.Length == 0)
            return false;
        if (call.RawPath is "/v1.0/healthz" or "/v1.0/healthz/outbound")
            return false;
        var given = call.Http.Request.Headers["dapr-api-token"].ToString();
        return !CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(given), Encoding.UTF8.GetBytes(token));
    }

    public static Task RefuseAsync(ApiCall call) =>
        call.BytesAsync("invalid api token"u8.ToArray(), status: 401, contentType: "text/plain; charset=utf-8");
}
