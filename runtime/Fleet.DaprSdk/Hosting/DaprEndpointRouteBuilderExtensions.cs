using Dapr;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Microsoft.AspNetCore.Builder;

/// <summary>Maps the endpoint that tells the sidecar the app's subscriptions.</summary>
public static class DaprEndpointRouteBuilderExtensions
{
    /// <summary>Maps <c>GET /dapr/subscribe</c>.</summary>
    public static IEndpointConventionBuilder MapSubscribeHandler(this IEndpointRouteBuilder endpoints) =>
        MapSubscribeHandler(endpoints, null);

    /// <summary>Maps <c>GET /dapr/subscribe</c>, with options.</summary>
    public static IEndpointConventionBuilder MapSubscribeHandler(this IEndpointRouteBuilder endpoints, SubscribeOptions options)
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        return endpoints.MapGet("dapr/subscribe", context =>
        {
            var endpointsOfApp = context.RequestServices.GetRequiredService<EndpointDataSource>().Endpoints;
            var logger = context.RequestServices.GetRequiredService<ILoggerFactory>().CreateLogger("DaprTopicSubscription");
            var subscriptions = SubscriptionList.Of(endpointsOfApp, options?.EnableRawPayload ?? false, logger);
            return context.Response.WriteAsJsonAsync(subscriptions, SubscriptionList.Json, context.RequestAborted);
        });
    }
}
