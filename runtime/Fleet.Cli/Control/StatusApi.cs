using System.Text.Json;
using Fleet.Cli.Up;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Fleet.Cli.Control;

/// <summary><c>GET /status</c>: how the run is.</summary>
internal static class StatusApi
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    public static void Map(IEndpointRouteBuilder routes, ControlState state) => routes.MapGet("/status", async http =>
    {
        await http.Response.WriteAsJsonAsync(new RunStatus(state.Profile, state.Meter.Latest), Json, http.RequestAborted);
    });

    /// <summary>Asks the run behind a control endpoint.</summary>
    public static async Task<RunStatus?> AskAsync(HttpClient http, Uri control, CancellationToken cancellation)
    {
        await using var answer = await http.GetStreamAsync(new Uri(control, "status"), cancellation);
        return await JsonSerializer.DeserializeAsync<RunStatus>(answer, Json, cancellation);
    }
}

/// <summary>Answer of <c>GET /status</c>.</summary>
/// <param name="Profile">Profile of the components.</param>
/// <param name="Now">The last snapshot; null while the run is starting.</param>
internal sealed record RunStatus(string Profile, Snapshot? Now);
