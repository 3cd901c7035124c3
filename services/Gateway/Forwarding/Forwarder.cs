using System.Runtime.ExceptionServices;
using Fleet.ServiceDefaults;
using Microsoft.Extensions.Options;

namespace Fleet.Gateway.Forwarding;

/// <summary>How the gateway forwards; section <c>Gateway</c> of the configuration.</summary>
public sealed class ForwarderOptions
{
    /// <summary>Seconds that a service may take until the head of its answer, counted anew whenever it takes more of the body.</summary>
    public double TimeoutSeconds { get; set; } = 30;
}

/// <summary>
/// Brings a request to its service and the answer back, without holding bodies in memory. Who is away is said as problem
/// details: the sidecar 503, the service 502, an answer that takes too long 504.
/// </summary>
internal sealed class Forwarder(SidecarChannel channel, IOptions<ForwarderOptions> options, TimeProvider time, ILogger<Forwarder> log)
{
    private static readonly string[] Methods = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"];

    public static void Map(IEndpointRouteBuilder routes)
    {
        foreach (var route in RouteTable.Routes)
        {
            Task Forward(HttpContext context, Forwarder forwarder) => forwarder.Forward(context, route);
            object[] metadata = route.Streamed is { } streamed ? [streamed] : [];
            routes.MapMethods(route.Prefix, Methods, Forward).ExcludeFromDescription().WithMetadata(metadata);
            routes.MapMethods(route.Prefix + "/{**rest}", Methods, Forward).ExcludeFromDescription().WithMetadata(metadata);
        }
    }

    private async Task Forward(HttpContext context, ForwardedRoute route)
    {
        var path = context.Request.Path.Value!;
        if (!PublicPath.IsPlain(path))
        {
            await Problem.Of(StatusCodes.Status400BadRequest, "bad_path", "A path has no encoded '/', '\\', '?', '#' or '%' and no empty or dot segments.").ExecuteAsync(context);
            return;
        }

        var target = new PathString(route.InnerPath(path)).ToUriComponent() + context.Request.QueryString.ToUriComponent();
        using var request = channel.Request(new HttpMethod(context.Request.Method), route.AppId, target);
        if (await Send(context, route.AppId, request) is not { } answer) return;
        using (answer)
        {
            if (await SidecarError.Of(answer, context.RequestAborted) is { } code) await ServiceAway(context, route.AppId, code);
            else await Answer(answer, context);
        }
    }

    private async Task<HttpResponseMessage?> Send(HttpContext context, string appId, HttpRequestMessage request)
    {
        var patience = TimeSpan.FromSeconds(options.Value.TimeoutSeconds);
        using var timeout = new CancellationTokenSource();
        // A timer, because a body may go on when the head of the answer has come: changing one that has ended is harmless.
        await using var timer = time.CreateTimer(_ => timeout.Cancel(), null, patience, Timeout.InfiniteTimeSpan);
        HeaderRules.CopyRequest(context.Request, request, new WatchedStream(context.Request.Body, () => timer.Change(patience, Timeout.InfiniteTimeSpan)));
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, context.RequestAborted);
        try
        {
            return await channel.Send(request, either.Token);
        }
        catch (Exception failure) when (RefusedBody(failure) is { } refused)
        {
            ExceptionDispatchInfo.Throw(refused);
            throw;
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            context.Response.StatusCode = StatusCodes.Status499ClientClosedRequest;
        }
        catch (OperationCanceledException)
        {
            log.LogWarning("{Service} took longer than {Seconds} s", appId, options.Value.TimeoutSeconds);
            await Problem.Of(StatusCodes.Status504GatewayTimeout, "service_timeout", $"{appId} took too long to answer.").ExecuteAsync(context);
        }
        catch (HttpRequestException failure)
        {
            log.LogWarning(failure, "The sidecar cannot be reached for {Service}", appId);
            context.Response.Headers.RetryAfter = "1";
            await Problem.Of(StatusCodes.Status503ServiceUnavailable, "sidecar_unavailable", "The gateway's sidecar cannot be reached; try again.").ExecuteAsync(context);
        }

        return null;
    }

    private async Task ServiceAway(HttpContext context, string appId, string code)
    {
        log.LogWarning("{Service} cannot be reached: {Code}", appId, code);
        context.Response.Headers.RetryAfter = "1";
        await Problem.Of(StatusCodes.Status502BadGateway, "service_unavailable", $"{appId} cannot be reached; try again.").ExecuteAsync(context);
    }

    private static async Task Answer(HttpResponseMessage answer, HttpContext context)
    {
        context.Response.StatusCode = (int)answer.StatusCode;
        HeaderRules.CopyResponse(answer, context.Response);
        // HEAD has a length and no body; 204 and 304 have neither.
        if (HttpMethods.IsHead(context.Request.Method)) return;
        await answer.Content.CopyToAsync(context.Response.Body, context.RequestAborted);
    }

    // Reading the client's body happens inside the sending, so what is wrong with it arrives wrapped.
    private static BadHttpRequestException? RefusedBody(Exception? failure)
    {
        for (; failure is not null; failure = failure.InnerException)
        {
            if (failure is BadHttpRequestException refused) return refused;
        }

        return null;
    }
}
