using System.Text.Json;
using Dapr;
using Dapr.AspNetCore;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Fleet.ServiceDefaults.Messaging;

/// <summary>What a service subscribes to, many events a call.</summary>
/// <param name="PubSub">Name of the component.</param>
/// <param name="Name">The topic.</param>
/// <param name="DeadLetters">Topic for what could not be taken after all retries.</param>
/// <param name="MaxEvents">Events a call at most.</param>
/// <param name="MaxWaitMilliseconds">How long an event may wait for others.</param>
public sealed record BulkTopic(string PubSub, string Name, string DeadLetters, int MaxEvents, int MaxWaitMilliseconds = 2);

/// <summary>Subscribes handlers that take events in bulk and say of each whether it was taken.</summary>
public static class BulkTopics
{
    /// <summary>
    /// Maps <c>POST /events/TOPIC</c>. <paramref name="handle"/> answers for each event, in the order given, whether it was
    /// taken; what was not, and what cannot be read as <typeparamref name="T"/>, is delivered again by the broker.
    /// </summary>
    public static void MapBulkTopic<T>(
        this IEndpointRouteBuilder routes, BulkTopic topic, Func<IServiceProvider, IReadOnlyList<T>, CancellationToken, Task<IReadOnlyList<bool>>> handle)
        where T : class =>
        routes.MapPost("/events/" + topic.Name, (BulkSubscribeMessage<BulkMessageModel<JsonElement>> message, HttpContext context) => Take(topic, message, context, handle))
            .WithTopic(new TopicOptions { PubsubName = topic.PubSub, Name = topic.Name, DeadLetterTopic = topic.DeadLetters })
            .WithBulkSubscribe(new BulkSubscribeTopicOptions { TopicName = topic.Name, MaxMessagesCount = topic.MaxEvents, MaxAwaitDurationMs = topic.MaxWaitMilliseconds })
            .ExcludeFromDescription();

    private static async Task<BulkSubscribeAppResponse> Take<T>(
        BulkTopic topic,
        BulkSubscribeMessage<BulkMessageModel<JsonElement>> message,
        HttpContext context,
        Func<IServiceProvider, IReadOnlyList<T>, CancellationToken, Task<IReadOnlyList<bool>>> handle)
        where T : class
    {
        var json = context.RequestServices.GetRequiredService<IOptions<JsonOptions>>().Value.SerializerOptions;
        var log = context.RequestServices.GetRequiredService<ILoggerFactory>().CreateLogger(typeof(BulkTopics));
        var read = message.Entries.Select(entry => (entry.EntryId, Event: Read<T>(entry.Event?.Data, topic, json, log))).ToList();
        var events = read.Where(entry => entry.Event is not null).Select(entry => entry.Event!).ToList();
        var taken = events.Count == 0 ? [] : await handle(context.RequestServices, events, context.RequestAborted);
        var next = 0;
        return new BulkSubscribeAppResponse([.. read.Select(entry => new BulkSubscribeAppResponseEntry(entry.EntryId, Status(entry.Event is not null && taken[next++])))]);
    }

    private static BulkSubscribeAppResponseStatus Status(bool taken) =>
        taken ? BulkSubscribeAppResponseStatus.SUCCESS : BulkSubscribeAppResponseStatus.RETRY;

    private static T? Read<T>(JsonElement? data, BulkTopic topic, JsonSerializerOptions json, ILogger log)
        where T : class
    {
        if (data is not { ValueKind: JsonValueKind.Object } element)
        {
            log.LogWarning("An event of {Topic} has no JSON object as data", topic.Name);
            return null;
        }

        try
        {
            return element.Deserialize<T>(json);
        }
        catch (JsonException malformed)
        {
            log.LogWarning("An event of {Topic} cannot be read at {Path}", topic.Name, malformed.Path);
            return null;
        }
    }
}
