using System.Text.Json;
using Dapr;
using Dapr.AspNetCore;
using Fleet.ServiceDefaults.DeadLetters;
using Fleet.ServiceDefaults.Registers;
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
public sealed record BulkTopic(string PubSub, string Name, string DeadLetters, int MaxEvents, int MaxWaitMilliseconds = 1);

/// <summary>Subscribes handlers that take events in bulk and say of each what became of it.</summary>
public static class BulkTopics
{
    /// <summary>
    /// Maps <c>POST /events/TOPIC</c>. <paramref name="handle"/> answers for each event, in the order given, what became of
    /// it. What it gives up, and what cannot be read as <typeparamref name="T"/>, is kept as a dead letter with the reason.
    /// </summary>
    public static void MapBulkTopic<T>(
        this IEndpointRouteBuilder routes, BulkTopic topic, Func<IServiceProvider, IReadOnlyList<T>, CancellationToken, Task<IReadOnlyList<EventOutcome>>> handle)
        where T : class =>
        routes.MapPost("/events/" + topic.Name, (BulkSubscribeMessage<BulkMessageModel<JsonElement>> message, HttpContext context) => Take(topic, message, context, handle))
            .WithTopic(new TopicOptions { PubsubName = topic.PubSub, Name = topic.Name, DeadLetterTopic = topic.DeadLetters })
            .WithBulkSubscribe(new BulkSubscribeTopicOptions { TopicName = topic.Name, MaxMessagesCount = topic.MaxEvents, MaxAwaitDurationMs = topic.MaxWaitMilliseconds })
            .ExcludeFromDescription();

    private static async Task<BulkSubscribeAppResponse> Take<T>(
        BulkTopic topic,
        BulkSubscribeMessage<BulkMessageModel<JsonElement>> message,
        HttpContext context,
        Func<IServiceProvider, IReadOnlyList<T>, CancellationToken, Task<IReadOnlyList<EventOutcome>>> handle)
        where T : class
    {
        var json = context.RequestServices.GetRequiredService<IOptions<JsonOptions>>().Value.SerializerOptions;
        var read = message.Entries.Select(entry => (Entry: entry, Event: Read<T>(entry.Event?.Data, json, out var mistake), Mistake: mistake)).ToList();
        var events = read.Where(item => item.Event is not null).Select(item => item.Event!).ToList();
        var outcomes = events.Count == 0 ? [] : await handle(context.RequestServices, events, context.RequestAborted);
        var next = 0;
        var answers = new List<BulkSubscribeAppResponseEntry>(read.Count);
        foreach (var (entry, taken, mistake) in read)
        {
            var outcome = taken is null ? EventOutcome.GiveUp(mistake!) : outcomes[next++];
            if (outcome.GivenUp is { } reason)
                await KeepAsync(topic, Text(entry.Event?.Data), reason, context);
            answers.Add(new BulkSubscribeAppResponseEntry(entry.EntryId, outcome.IsTaken || outcome.GivenUp is not null ? BulkSubscribeAppResponseStatus.SUCCESS : BulkSubscribeAppResponseStatus.RETRY));
        }

        return new BulkSubscribeAppResponse(answers);
    }

    // The event without its envelope, which is another one each time it is published: so it is kept once.
    private static string Text(JsonElement? data) => data is { ValueKind: not JsonValueKind.Undefined } element ? element.GetRawText() : "null";

    private static Task KeepAsync(BulkTopic topic, string text, string reason, HttpContext context) => DeadLetters.DeadLetters.Keep(
        DeadLetter.Of(topic.DeadLetters, text, context.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow(), reason),
        context.RequestServices.GetRequiredService<RegisterClient<DeadLetter>>(),
        context.RequestServices.GetRequiredService<ILogger<DeadLetter>>(),
        context.RequestAborted);

    private static T? Read<T>(JsonElement? data, JsonSerializerOptions json, out string? mistake)
        where T : class
    {
        mistake = null;
        if (data is not { ValueKind: JsonValueKind.Object } element)
        {
            mistake = "The event has no JSON object as data.";
            return null;
        }

        try
        {
            return element.Deserialize<T>(json);
        }
        catch (JsonException malformed)
        {
            mistake = $"The event's data cannot be read at {malformed.Path}.";
            return null;
        }
    }
}
