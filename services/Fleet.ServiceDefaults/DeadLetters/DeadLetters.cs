using Dapr.Actors.Client;
using Dapr.Actors.Runtime;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Fleet.ServiceDefaults.DeadLetters;

/// <summary>Takes what was given up and keeps it where a person can look at it, correct it and hand it to the service again.</summary>
public static class DeadLetters
{
    /// <summary>Name of the total in a service's <c>/v1/stats</c>: letters that wait for a person.</summary>
    public const string Total = "deadLetters";

    /// <summary>Adds what <see cref="MapDeadLetters"/> needs; the actors are registered by <see cref="RegisterDeadLetters"/>.</summary>
    public static IServiceCollection AddDeadLetters(this IServiceCollection services, string appId) => services
        .AddSingleton<LetterTopics>()
        .AddSingleton(provider => new DeadLetterStore(provider.GetRequiredService<IActorProxyFactory>(), appId, provider.GetRequiredService<ILogger<DeadLetterStore>>()));

    /// <summary>Registers the actor types of a service's dead letters, under names of its own.</summary>
    public static void RegisterDeadLetters(this ActorRegistrationCollection actors, string appId)
    {
        actors.RegisterActor<DeadLetterBook>(DeadLetterBook.TypeOf(appId));
        actors.RegisterActor<RedriveJob>(RedriveJob.TypeOf(appId));
    }

    /// <summary>Subscribes <paramref name="topics"/>, and maps everything below <c>/v1/dead-letters</c>.</summary>
    public static void MapDeadLetters(this IEndpointRouteBuilder routes, string pubSub, params string[] topics)
    {
        foreach (var topic in topics) MapTopic(routes, pubSub, topic);
        LetterRoutes.Map(routes);
        RedriveRoutes.Map(routes);
    }

    private static void MapTopic(IEndpointRouteBuilder routes, string pubSub, string topic) =>
        routes.MapPost("/events/" + topic, (HttpRequest request, [FromServices] DeadLetterStore store, [FromServices] LetterTopics known, [FromServices] TimeProvider time) =>
                Keep(topic, request, store, known, time))
            .WithTopic(pubSub, topic)
            .ExcludeFromDescription();

    private static async Task<Ok> Keep(string topic, HttpRequest request, DeadLetterStore store, LetterTopics known, TimeProvider time)
    {
        using var reader = new StreamReader(request.Body);
        var body = await reader.ReadToEndAsync(request.HttpContext.RequestAborted);
        await store.Keep([LetterArrival.Of(topic, body, time.GetUtcNow(), reason: null, known.IdFieldOf(topic))], request.HttpContext.RequestAborted);
        return TypedResults.Ok();
    }
}
