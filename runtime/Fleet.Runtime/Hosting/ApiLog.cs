using Fleet.Runtime.Http;
using Fleet.Runtime.Telemetry;
using Microsoft.Extensions.Logging;

namespace Fleet.Runtime.Hosting;

/// <summary>The line that tells of a call of the API, for those who ask for it.</summary>
internal sealed class ApiLog
{
    private readonly long began;
    private readonly ApiRoute? route;

    private ApiLog(long began, ApiRoute? route) => (this.began, this.route) = (began, route);

    /// <summary>Begins to measure; null: nobody asks for a line.</summary>
    public static ApiLog? Begin(ApiCall call, ApiRoute? route)
    {
        var logging = call.Sidecar.Resources.Configuration.ApiLogging;
        var isOn = call.Sidecar.Options.EnableApiLogging ?? logging.Enabled;
        var isHealth = logging.OmitHealthChecks && call.RawPath.StartsWith("/v1.0/healthz", StringComparison.Ordinal);
        return isOn && !isHealth ? new ApiLog(call.Sidecar.Runtime.Shared.Time.GetTimestamp(), route) : null;
    }

    /// <summary>Writes the line. Addresses may hold personal data, so that one can have them left out.</summary>
    public void End(ApiCall call)
    {
        var isVeiled = call.Sidecar.Resources.Configuration.ApiLogging.ObfuscateUrls;
        var method = isVeiled ? MethodLabel.Of(call, route?.Name ?? EndpointNames.Invoke) : $"{call.Http.Request.Method} {call.RawPath}";
        var duration = call.Sidecar.Runtime.Shared.Time.GetElapsedTime(began);
        call.Sidecar.Log.LogInformation(
            "HTTP API Called: {Method} {Code} in {Duration} ms, {UserAgent}",
            method, call.Http.Response.StatusCode, (long)duration.TotalMilliseconds, call.Http.Request.Headers.UserAgent.ToString());
    }
}
