using System.Security.Cryptography;
using System.Text;
using Fleet.Runtime.Http;
using Fleet.Runtime.Resources;
using Microsoft.AspNetCore.Http;

namespace Fleet.Runtime.Hosting;

/// <summary>What stands before every route: allowed origins, allowed APIs, the API token.</summary>
internal static class ApiGate
{
    /// <summary>Answers a call that must not come in; false: it may.</summary>
    public static async Task<bool> RefusesAsync(ApiCall call)
    {
        if (AllowsOrigin(call) && IsPreflight(call))
        {
            call.Http.Response.Headers.AccessControlAllowMethods = call.Http.Request.Headers.AccessControlRequestMethod;
            return true;
        }

        if (!IsServed(call))
        {
            await call.BytesAsync("404 page not found\n"u8.ToArray(), status: 404, contentType: "text/plain; charset=utf-8");
            return true;
        }

        if (HasToken(call))
            return false;
        await call.BytesAsync("invalid api token"u8.ToArray(), status: 401, contentType: "text/plain; charset=utf-8");
        return true;
    }

    // With the default, `*`, daprd has no CORS at all.
    private static bool AllowsOrigin(ApiCall call)
    {
        var origins = call.Sidecar.Options.AllowedOrigins;
        var origin = call.Http.Request.Headers.Origin.ToString();
        if (origins is "*" or "" || origin.Length == 0 || !origins.Split(',', StringSplitOptions.TrimEntries).Contains(origin))
            return false;
        call.Http.Response.Headers.AccessControlAllowOrigin = origin;
        return true;
    }

    private static bool IsPreflight(ApiCall call) =>
        HttpMethods.IsOptions(call.Http.Request.Method) && call.Http.Request.Headers.AccessControlRequestMethod.Count > 0;

    private static bool IsServed(ApiCall call)
    {
        var configuration = call.Sidecar.Resources.Configuration;
        if (configuration.AllowedApis.Count == 0 && configuration.DeniedApis.Count == 0)
            return true;
        var segments = call.RawPath.Split('/', 4);
        var (version, name) = (segments.ElementAtOrDefault(1) ?? "", segments.ElementAtOrDefault(2) ?? "");
        if (name is "healthz" or "shutdown")
            return true;
        bool Names(ApiRule rule) => rule.Name == name && rule.Version == version && rule.Protocol is "http" or "";
        return !configuration.DeniedApis.Any(Names) && (configuration.AllowedApis.Count == 0 || configuration.AllowedApis.Any(Names));
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
