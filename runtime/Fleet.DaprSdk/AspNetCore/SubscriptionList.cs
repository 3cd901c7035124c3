#nullable enable
using System.Text.Json;
using System.Text.Json.Serialization;
using Dapr.AspNetCore;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.Extensions.Logging;

namespace Dapr;

/// <summary>Gathers the subscriptions that an app's endpoints carry as metadata, one a topic.</summary>
internal static partial class SubscriptionList
{
    public static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    public static IEnumerable<Subscription> Of(IReadOnlyList<Endpoint> endpoints, bool allRaw, ILogger logger) =>
        endpoints.OfType<RouteEndpoint>()
            .SelectMany(Routes)
            .GroupBy(route => (route.Topic.PubsubName, route.Topic.Name))
            .OrderBy(topic => topic.Key)
            .Select(topic => Merge([.. topic.OrderBy(route => route.Topic.Priority)], allRaw, logger));

    private static IEnumerable<TopicRoute> Routes(RouteEndpoint endpoint)
    {
        var fields = endpoint.Metadata.GetOrderedMetadata<IOriginalTopicMetadata>();
        var bulks = endpoint.Metadata.GetOrderedMetadata<IBulkSubscribeMetadata>();
        return endpoint.Metadata.GetOrderedMetadata<ITopicMetadata>()
            .Where(topic => topic.Name is not null)
            .Select(topic => new TopicRoute(
                topic,
                Path(endpoint),
                [.. fields.Where(field => Owns(topic, field))],
                bulks.FirstOrDefault(bulk => bulk.TopicName == topic.Name)));
    }

    private static bool Owns(ITopicMetadata topic, IOriginalTopicMetadata field) =>
        string.IsNullOrEmpty(field.Id)
        || (topic is IOwnedOriginalTopicMetadata { OwnedMetadatas: { } owned } && owned.Contains(field.Id));

    private static Subscription Merge(IReadOnlyList<TopicRoute> routes, bool allRaw, ILogger logger)
    {
        var first = routes[0];
        var rules = routes.Where(route => !string.IsNullOrEmpty(route.Topic.Match)).ToList();
        var defaults = routes.Where(route => string.IsNullOrEmpty(route.Topic.Match)).Select(route => route.Path).ToList();
        Warn(first.Topic, rules, defaults.Count, logger);
        return new Subscription(
            first.Topic.Name,
            first.Topic.PubsubName,
            rules.Count == 0 ? defaults.FirstOrDefault() : null,
            rules.Count == 0 ? null : new RouteTable(
                defaults.FirstOrDefault(),
                rules.ConvertAll(rule => new RouteRule(rule.Topic.Match, rule.Path))),
            Fields(routes, allRaw),
            (first.Topic as IDeadLetterTopicMetadata)?.DeadLetterTopic,
            first.Bulk is { } bulk ? new BulkOptions(true, bulk.MaxMessagesCount, bulk.MaxAwaitDurationMs) : null);
    }

    private static Dictionary<string, string>? Fields(IReadOnlyList<TopicRoute> routes, bool allRaw)
    {
        var separator = routes
            .Select(route => (route.Topic as IOwnedOriginalTopicMetadata)?.MetadataSeparator)
            .FirstOrDefault(text => !string.IsNullOrEmpty(text)) ?? ",";
        var fields = routes.SelectMany(route => route.Fields)
            .GroupBy(field => field.Name)
            .ToDictionary(
                field => field.Key,
                field => string.Join(separator, field.Select(each => each.Value).Distinct()));
        if (allRaw || routes.Any(route => route.Topic is IRawTopicMetadata { EnableRawPayload: true }))
        {
            fields["rawPayload"] = "true";
        }

        return fields.Count == 0 ? null : fields;
    }

    private static string Path(RouteEndpoint endpoint) => string.Join(
        '/',
        endpoint.RoutePattern.PathSegments.Select(segment => string.Concat(segment.Parts.Cast<RoutePatternLiteralPart>().Select(part => part.Content))));

    private static void Warn(ITopicMetadata topic, List<TopicRoute> rules, int defaults, ILogger logger)
    {
        if (defaults > 1)
        {
            MoreThanOneDefault(logger, topic.Name, topic.PubsubName, defaults);
        }

        foreach (var twice in rules.GroupBy(rule => rule.Topic.Priority).Where(group => group.Count() > 1))
        {
            SamePriority(logger, topic.Name, topic.PubsubName, twice.Key);
        }
    }

    [LoggerMessage(LogLevel.Error, "Topic {Topic} of {Pubsub} has {Count} default subscriptions; only the first is told.")]
    private static partial void MoreThanOneDefault(ILogger logger, string topic, string pubsub, int count);

    [LoggerMessage(LogLevel.Error, "Topic {Topic} of {Pubsub} has several rules of priority {Priority}; their order is undefined.")]
    private static partial void SamePriority(ILogger logger, string topic, string pubsub, int priority);

    private sealed record TopicRoute(
        ITopicMetadata Topic,
        string Path,
        IReadOnlyList<IOriginalTopicMetadata> Fields,
        IBulkSubscribeMetadata? Bulk);
}
