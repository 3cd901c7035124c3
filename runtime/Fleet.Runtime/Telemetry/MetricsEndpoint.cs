using System.Text;
using Fleet.Runtime.Hosting;
using Microsoft.AspNetCore.Http;

namespace Fleet.Runtime.Telemetry;

/// <summary>
/// What a metrics port answers: the sidecar's metrics, whatever the path and the verb, as daprd does. Prometheus asks for
/// <c>GET /metrics</c>.
/// </summary>
internal static class MetricsEndpoint
{
    public static async Task HandleAsync(HttpContext http, Sidecar sidecar)
    {
        if (sidecar.IsStopped)
        {
            http.Abort();
            return;
        }

        var body = Encoding.UTF8.GetBytes(sidecar.Metrics.Render());
        http.Response.ContentType = MetricsText.ContentType;
        http.Response.ContentLength = body.Length;
        await http.Response.Body.WriteAsync(body, http.RequestAborted);
    }
}
