using Fleet.Runtime.Hosting;
using Fleet.Runtime.Inspection;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Fleet.Cli.Control;

/// <summary><c>GET /queues</c>: what waits where.</summary>
internal static class InspectApi
{
    public static void Map(IEndpointRouteBuilder routes, FleetRuntime runtime) => routes.MapGet("/queues", async http =>
        await http.Response.WriteAsJsonAsync(await new RuntimeInspector(runtime).QueuesAsync(http.RequestAborted), FaultApi.Json, http.RequestAborted));
}
