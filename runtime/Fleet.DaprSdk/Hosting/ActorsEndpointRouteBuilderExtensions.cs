using Dapr.Actors.Runtime;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Microsoft.AspNetCore.Builder;

/// <summary>Maps the endpoints by which the sidecar calls actors.</summary>
public static class ActorsEndpointRouteBuilderExtensions
{
    /// <summary>
    /// Maps <c>GET /dapr/config</c>, calls, reminders, timers and deactivation below <c>/actors</c>, and <c>GET /healthz</c>
    /// unless the app has one of its own.
    /// </summary>
    public static IEndpointConventionBuilder MapActorsHandlers(this IEndpointRouteBuilder endpoints)
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        var runtime = endpoints.ServiceProvider.GetService<ActorRuntime>()
            ?? throw new InvalidOperationException("There is no actor runtime among the services. Call AddActors().");
        const string actor = "actors/{actorTypeName}/{actorId}";
        return new Together(
            endpoints.MapGet("dapr/config", context => WriteConfigAsync(context, runtime)).WithDisplayName("Dapr Actors Config"),
            endpoints.MapDelete(actor, context => ActorEndpoints.DeactivateAsync(context, runtime))
                .WithDisplayName("Dapr Actors Deactivation"),
            endpoints.MapPut(actor + "/method/{methodName}", context => ActorEndpoints.InvokeAsync(context, runtime))
                .WithDisplayName("Dapr Actors Invoke"),
            endpoints.MapPut(actor + "/method/remind/{reminderName}", context => ActorEndpoints.RemindAsync(context, runtime))
                .WithDisplayName("Dapr Actors Reminder"),
            endpoints.MapPut(actor + "/method/timer/{timerName}", context => ActorEndpoints.TimeAsync(context, runtime))
                .WithDisplayName("Dapr Actors Timer"),
            MapHealth(endpoints));
    }

    private static async Task WriteConfigAsync(HttpContext context, ActorRuntime runtime)
    {
        context.Response.ContentType = "application/json";
        ActorConfigJson.Write(context.Response.BodyWriter, runtime.Options);
        await context.Response.BodyWriter.FlushAsync(context.RequestAborted);
    }

    private static IEndpointConventionBuilder MapHealth(IEndpointRouteBuilder endpoints)
    {
        var health = endpoints.MapHealthChecks("/healthz").WithMetadata(new AllowAnonymousAttribute());

        // The app's own endpoint of that path, whose order is 0, goes first.
        health.Add(builder => ((RouteEndpointBuilder)builder).Order = 100);
        return health.WithDisplayName("Dapr Actors Health Check");
    }

    private sealed class Together(params IEndpointConventionBuilder[] parts) : IEndpointConventionBuilder
    {
        public void Add(Action<EndpointBuilder> convention)
        {
            foreach (var part in parts)
            {
                part.Add(convention);
            }
        }
    }
}
