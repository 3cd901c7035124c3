using Dapr.Actors.Client;
using Fleet.ServiceDefaults.Registers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Fleet.ServiceDefaults.DeadLetters;

/// <summary>Takes what was given up and keeps it where a person can look at it.</summary>
public static class DeadLetters
{
    /// <summary>Name of the total in a service's <c>/v1/stats</c>.</summary>
    public const string Total = "deadLetters";

    /// <summary>Adds what <see cref="MapDeadLetters"/> needs; the service registers <see cref="DeadLetterRegister"/> among its actors.</summary>
    public static IServiceCollection AddDeadLetters(this IServiceCollection services, string appId) =>
        services.AddSingleton(provider => DeadLetterRegister.Client(provider.GetRequiredService<IActorProxyFactory>(), appId));

    /// <summary>Subscribes <paramref name="topics"/>, and maps <c>GET /v1/dead-letters</c>, newest first.</summary>
    public static void MapDeadLetters(this IEndpointRouteBuilder routes, string pubSub, params string[] topics)
    {
        foreach (var topic in topics) MapTopic(routes, pubSub, topic);
        routes.MapGet("/v1/dead-letters", List);
    }

    /// <summary>How many there are.</summary>
    public static async Task<long> Count(RegisterClient<DeadLetter> register, CancellationToken cancellation) =>
        (await register.Totals(cancellation)).GetValueOrDefault(Total);

    /// <summary>Keeps one; keeping it again does nothing.</summary>
    public static async Task Keep(DeadLetter letter, RegisterClient<DeadLetter> register, ILogger log, CancellationToken cancellation)
    {
        await register.Add(0, [new RegisterItem<DeadLetter>(letter.Id, letter.Id, letter, Fresh: false, [Total])], cancellation);
        log.LogError("An event was given up and is kept as {DeadLetter}: {Reason}", letter.Id, letter.Reason ?? "all retries failed");
    }

    private static void MapTopic(IEndpointRouteBuilder routes, string pubSub, string topic) =>
        routes.MapPost("/events/" + topic, (HttpRequest request, [FromServices] RegisterClient<DeadLetter> register, [FromServices] TimeProvider time, [FromServices] ILogger<DeadLetter> log) =>
                Keep(topic, request, register, time, log))
            .WithTopic(pubSub, topic)
            .ExcludeFromDescription();

    private static async Task<Ok> Keep(string topic, HttpRequest request, RegisterClient<DeadLetter> register, TimeProvider time, ILogger log)
    {
        using var reader = new StreamReader(request.Body);
        var letter = DeadLetter.Of(topic, await reader.ReadToEndAsync(request.HttpContext.RequestAborted), time.GetUtcNow());
        await Keep(letter, register, log, request.HttpContext.RequestAborted);
        return TypedResults.Ok();
    }

    private static async Task<Ok<Page<DeadLetter>>> List(
        [AsParameters] PageRequest page, [FromServices] RegisterClient<DeadLetter> register, CancellationToken cancellation) =>
        TypedResults.Ok(await register.List(page, keep: null, onlyShard: null, cancellation));
}
