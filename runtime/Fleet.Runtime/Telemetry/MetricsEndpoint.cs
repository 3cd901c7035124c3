using System.Text;
using Fleet.Runtime.Hosting;
using Microsoft.AspNetCore.Http;

namespace Fleet.Runtime.Telemetry;

/// <summary>What a metrics port answers: <c>GET /metrics</c> is the sidecar's metrics, all else is not there.</summary>
internal static class MetricsEndpoint
{
    public static async Task HandleAsync(HttpContext http, Sidecar sidecar)
    {
        if (sidecar.IsStopped)
        {
            http.Abort();
            return;
        }

        if (http.Request.Path != "/metrics" && http.Request.Path != "/")
        {
            http.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        var body = Encoding.UTF8.GetBytes(sidecar.Metrics.Render());
        http.Response.ContentType = MetricsText.ContentType;
        http.Response.ContentLength = body.Length;
        await http.Response.Body.WriteAsync(body, http.RequestAborted);
    }
}
