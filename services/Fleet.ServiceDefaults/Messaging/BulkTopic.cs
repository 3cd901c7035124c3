using System.Text.Json;
using Dapr;
using Dapr.AspNetCore;
using Fleet.ServiceDefaults.DeadLetters;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Fleet.ServiceDefaults.Messaging;

/// <summary>What a service subscribes to, many events a call.</summary>
/// <param name="PubSub">Name of the component.</param>
/// <param name="Name">The topic.</param>
/// <param name="DeadLetters">Topic for what could not be taken after all retries.</param>
/// <param name="MaxEvents">Events a call at most.</param>
/// <param name="MaxWaitMilliseconds">How long an event may wait for others.</param>
/// <param name="IdField">The field that names an event.</param>
public sealed record BulkTopic(string PubSub, string Name, string DeadLetters, int MaxEvents, int MaxWaitMilliseconds = 1, string IdField = BulkTopic.UsualIdField)
{
    internal const string UsualIdField = "eventId";
}

/// <summary>Subscribes handlers that take events in bulk and say of each what became of it.</summary>
public static class BulkTopics
{
    /// <summary>
    /// Maps <c>POST /events/TOPIC</c>. <paramref name="handle"/> answers for each event, in the order given, what became of
    /// it. What it gives up, and what cannot be read as <typeparamref name="T"/>, is kept as a dead letter with the reason; letters are handed to it again
    /// when somebody redrives them.
    /// </summary>
    /// <param name="routes">Where to map it.</param>
    /// <param name="topic">What to subscribe.</param>
    /// <param name="handle">Takes events.</param>
    /// <param name="check">Says what would become of an event, without any effect; null: whatever can be read counts as takeable.</param>
    public static void MapBulkTopic<T>(
        this IEndpointRouteBuilder routes,
        BulkTopic topic,
        Func<IServiceProvider, IReadOnlyList<T>, CancellationToken, Task<IReadOnlyList<EventOutcome>>> handle,
        Func<IServiceProvider, T, CancellationToken, Task<DryRun>>? check = null)
        where T : class
    {
        routes.MapPost("/events/" + topic.Name, (BulkSubscribeMessage<BulkMessageModel<JsonElement>> message, HttpContext context) => Take(topic, message, context, handle))
            .WithTopic(new TopicOptions { PubsubName = topic.PubSub, Name = topic.Name, DeadLetterTopic = topic.DeadLetters })
            .WithBulkSubscribe(new BulkSubscribeTopicOptions { TopicName = topic.Name, MaxMessagesCount = topic.MaxEvents, MaxAwaitDurationMs = topic.MaxWaitMilliseconds })
            .ExcludeFromDescription();
        routes.ServiceProvider.GetRequiredService<LetterTopics>().Add(new LetterTopic(
            topic.DeadLetters,
            topic.IdField,
            (services, events, cancellation) => Outcomes(services, [.. events.Select(one => (JsonElement?)one)], handle, cancellation),
            (services, one, cancellation) => Check(services, one, check, cancellation)));
    }

    private static async Task<BulkSubscribeAppResponse> Take<T>(
        BulkTopic topic,
        BulkSubscribeMessage<BulkMessageModel<JsonElement>> message,
        HttpContext context,
        Func<IServiceProvider, IReadOnlyList<T>, CancellationToken, Task<IReadOnlyList<EventOutcome>>> handle)
        where T : class
    {
        var outcomes = await Outcomes(context.RequestServices, [.. message.Entries.Select(entry => entry.Event?.Data)], handle, context.RequestAborted);
        var now = context.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow();
        var lost = message.Entries.Zip(outcomes).Where(pair => pair.Second.GivenUp is not null)
            .Select(pair => LetterArrival.Of(topic.DeadLetters, Text(pair.First.Event?.Data), now, pair.Second.GivenUp, topic.IdField)).ToList();
        if (lost.Count > 0) await context.RequestServices.GetRequiredService<DeadLetterStore>().Keep(lost, context.RequestAborted);
        return new BulkSubscribeAppResponse([.. message.Entries.Zip(outcomes).Select(pair => new BulkSubscribeAppResponseEntry(
            pair.First.EntryId,
            pair.Second.IsTaken || pair.Second.GivenUp is not null ? BulkSubscribeAppResponseStatus.SUCCESS : BulkSubscribeAppResponseStatus.RETRY))]);
    }

    private static async Task<IReadOnlyList<EventOutcome>> Outcomes<T>(
        IServiceProvider services,
        IReadOnlyList<JsonElement?> data,
        Func<IServiceProvider, IReadOnlyList<T>, CancellationToken, Task<IReadOnlyList<EventOutcome>>> handle,
        CancellationToken cancellation)
        where T : class
    {
        var json = services.GetRequiredService<IOptions<JsonOptions>>().Value.SerializerOptions;
        var read = data.Select(one => (Event: Read<T>(one, json, out var mistake), Mistake: mistake)).ToList();
        var events = read.Where(item => item.Event is not null).Select(item => item.Event!).ToList();
        var outcomes = events.Count == 0 ? [] : await handle(services, events, cancellation);
        var next = 0;
        return [.. read.Select(item => item.Event is null ? EventOutcome.GiveUp(item.Mistake!) : outcomes[next++])];
    }

    private static async Task<DryRun> Check<T>(
        IServiceProvider services, JsonElement data, Func<IServiceProvider, T, CancellationToken, Task<DryRun>>? check, CancellationToken cancellation)
        where T : class
    {
        var json = services.GetRequiredService<IOptions<JsonOptions>>().Value.SerializerOptions;
        if (Read<T>(data, json, out var mistake) is not { } read) return DryRun.Refused(mistake!);
        return check is null ? DryRun.Taken() : await check(services, read, cancellation);
    }

    // The event without its envelope, which is another one each time it is published: so it is kept once.
    private static string Text(JsonElement? data) => data is { ValueKind: not JsonValueKind.Undefined } element ? element.GetRawText() : "null";

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
