using Fleet.Contracts;
using Fleet.Contracts.VehicleTracking;
using Fleet.ServiceDefaults;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Fleet.VehicleTracking.Ingest;

/// <summary>
/// What devices and cameras publish over MQTT: the input bindings post it to <c>/position-telemetry</c> and
/// <c>/passage-telemetry</c>. The same bodies as those of <c>/v1/positions</c> and <c>/v1/passages</c> go the same way, but
/// the answer says something else: 2xx acknowledges a message, everything else makes it come again. So what will never be
/// taken is answered 200 and counted, and only what may be taken later is refused.
/// </summary>
internal static class TakeTelemetry
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        Map(routes, ComponentNames.PositionTelemetry, "vehicle", "position", PostPositions.Handle);
        Map(routes, ComponentNames.PassageTelemetry, "camera", "passage", PostPassages.Handle);
    }

    private static void Map(IEndpointRouteBuilder routes, string component, string field, string kind, Delegate take) => routes.MapPost("/" + component, take)
        .AddEndpointFilter(async (context, next) =>
        {
            var request = context.HttpContext.Request;
            var refusals = context.HttpContext.RequestServices.GetRequiredService<TelemetryRefusals>();
            try
            {
                request.Body = await TelemetryTopic.Complete(request.Body, field, TelemetryTopic.Name(request.Headers["topic"], kind), context.HttpContext.RequestAborted);
                var answer = await next(context);
                return Answer(answer is INestedHttpResult nested ? nested.Result : answer, component, refusals);
            }
            catch (BadHttpRequestException refused) when (!MaySucceedLater(refused.StatusCode))
            {
                refusals.Count(component, [(refused as RequestRefusedException)?.Code ?? "refused"]);
                return TypedResults.Ok();
            }
        })
        .ExcludeFromDescription();

    private static object? Answer(object? answer, string component, TelemetryRefusals refusals)
    {
        if (answer is ProblemHttpResult problem && MaySucceedLater(problem.StatusCode)) return problem;
        var codes = Codes(answer);
        // What was taken beside it is known as a duplicate when the message comes again.
        if (codes.Contains(IngestAnswer.BusyCode)) return Problem.Of(StatusCodes.Status429TooManyRequests, IngestAnswer.BusyCode, "Some items could not be stored; send the message again after a pause.");
        refusals.Count(component, codes);
        return TypedResults.Ok();
    }

    private static List<string> Codes(object? answer) => answer switch
    {
        Accepted<IngestResult> { Value: { } result } => [.. result.Rejected.Select(item => item.Code)],
        ProblemHttpResult problem when problem.ProblemDetails.Extensions.TryGetValue("rejected", out var list) && list is IEnumerable<RejectedItem> items => [.. items.Select(item => item.Code)],
        ProblemHttpResult problem => [problem.ProblemDetails.Extensions.TryGetValue("code", out var code) && code is string text ? text : "refused"],
        _ => [],
    };

    private static bool MaySucceedLater(int status) => status is StatusCodes.Status408RequestTimeout or StatusCodes.Status429TooManyRequests or >= 500;
}
