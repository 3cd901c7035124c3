using Fleet.VehicleTracking.Queries;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Mvc;

namespace Fleet.VehicleTracking.Live;

/// <summary><c>GET /v1/live</c>: where vehicles are, as server-sent events while they move.</summary>
internal static class GetLive
{
    private const int UsualMs = 50;

    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/v1/live", Handle)
        .WithSummary("Positions as they come, as server-sent events: of all vehicles, of some, or of an area.")
        .Produces(StatusCodes.Status200OK, contentType: "text/event-stream");

    /// <param name="context">The request.</param>
    /// <param name="hub">Where vehicles are.</param>
    /// <param name="watchers">Who else watches.</param>
    /// <param name="time">Clock.</param>
    /// <param name="host">Says when the service stops.</param>
    /// <param name="vehicle">Ids of vehicles; may be repeated.</param>
    /// <param name="bbox">An area instead: west,south,east,north in degrees.</param>
    /// <param name="interval">Milliseconds from one frame to the next at least, 20 to 60,000, by default 50.</param>
    /// <param name="lastEventId">Id of the last frame seen, for who cannot send the header <c>Last-Event-ID</c>, which wins.</param>
    private static async Task Handle(
        HttpContext context, LiveHub hub, LiveWatchers watchers, TimeProvider time, IHostApplicationLifetime host,
        [FromQuery] string[]? vehicle, [FromQuery] string? bbox, [FromQuery] int? interval, [FromQuery] string? lastEventId)
    {
        var view = new LiveView(hub, Wish(vehicle, bbox));
        var pace = Pace(interval);
        view.Resume(context.Request.Headers["Last-Event-ID"].FirstOrDefault() ?? lastEventId);
        using var watching = watchers.Enter();
        using var end = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, host.ApplicationStopping);
        Begin(context);
        try
        {
            await new LiveStream(context.Response.BodyWriter, time, pace).Run(view, hub, end.Token);
        }
        catch (OperationCanceledException) when (end.IsCancellationRequested)
        {
            // The client went away, or is to come back to another instance.
        }
    }

    private static ILiveWish Wish(string[]? vehicles, string? bbox)
    {
        var isArea = !string.IsNullOrEmpty(bbox);
        if (vehicles is { Length: > 0 }) return isArea ? throw QueryMistake.Of("bbox", "contradiction", "Either vehicles or an area can be watched.") : NamedVehicles.Read(vehicles);
        return isArea ? VehiclesWithin.Read(bbox!) : new EveryVehicle();
    }

    private static TimeSpan Pace(int? interval) => interval is null or (>= 20 and <= 60_000)
        ? TimeSpan.FromMilliseconds(interval ?? UsualMs)
        : throw QueryMistake.Of("interval", "out_of_range", "interval is a number of milliseconds from 20 to 60,000.");

    private static void Begin(HttpContext context)
    {
        context.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
        context.Response.ContentType = "text/event-stream";
        context.Response.Headers.CacheControl = "no-cache";
        // Proxies that would gather bytes before they pass them on are asked not to.
        context.Response.Headers["X-Accel-Buffering"] = "no";
    }
}
