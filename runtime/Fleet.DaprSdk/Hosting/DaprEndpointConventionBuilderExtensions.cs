using Dapr;
using Dapr.AspNetCore;

namespace Microsoft.AspNetCore.Builder;

/// <summary>Makes endpoints subscribers.</summary>
public static class DaprEndpointConventionBuilderExtensions
{
    /// <summary>The endpoint takes the events of a topic.</summary>
    public static T WithTopic<T>(this T builder, string pubsubName, string name)
        where T : IEndpointConventionBuilder => WithTopic(builder, pubsubName, name, false);

    /// <summary>The endpoint takes the events of a topic, with metadata for the subscription.</summary>
    public static T WithTopic<T>(this T builder, string pubsubName, string name, IDictionary<string, string> metadata)
        where T : IEndpointConventionBuilder => WithTopic(builder, pubsubName, name, false, metadata);

    /// <summary>The endpoint takes the events of a topic, raw if wanted.</summary>
    public static T WithTopic<T>(this T builder, string pubsubName, string name, bool enableRawPayload)
        where T : IEndpointConventionBuilder => WithTopic(builder, pubsubName, name, enableRawPayload, null);

    /// <summary>The endpoint takes the events of a topic, raw if wanted, with metadata for the subscription.</summary>
    public static T WithTopic<T>(
        this T builder,
        string pubsubName,
        string name,
        bool enableRawPayload,
        IDictionary<string, string> metadata)
        where T : IEndpointConventionBuilder =>
        Subscribe(builder, new TopicAttribute(pubsubName, name, enableRawPayload), metadata);

    /// <summary>The endpoint takes the events of a topic as the options say.</summary>
    public static T WithTopic<T>(this T builder, TopicOptions topicOptions)
        where T : IEndpointConventionBuilder
    {
        ArgumentNullException.ThrowIfNull(topicOptions);
        var topic = new TopicAttribute(
            topicOptions.PubsubName,
            topicOptions.Name,
            topicOptions.DeadLetterTopic,
            topicOptions.EnableRawPayload,
            topicOptions.OwnedMetadatas,
            topicOptions.MetadataSeparator)
        {
            Match = topicOptions.Match,
            Priority = topicOptions.Priority,
        };
        return Subscribe(builder, topic, topicOptions.Metadata);
    }

    /// <summary>The endpoint takes the events of one of its topics in bulk.</summary>
    public static T WithBulkSubscribe<T>(this T builder, BulkSubscribeTopicOptions bulkSubscribeTopicOptions)
        where T : IEndpointConventionBuilder
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(bulkSubscribeTopicOptions);
        ArgumentException.ThrowIfNullOrEmpty(bulkSubscribeTopicOptions.TopicName);
        return builder.WithMetadata(new BulkSubscribeAttribute(
            bulkSubscribeTopicOptions.TopicName,
            bulkSubscribeTopicOptions.MaxMessagesCount,
            bulkSubscribeTopicOptions.MaxAwaitDurationMs));
    }

    private static T Subscribe<T>(T builder, TopicAttribute topic, IDictionary<string, string> metadata)
        where T : IEndpointConventionBuilder
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.WithMetadata(topic);
        foreach (var (name, value) in metadata ?? new Dictionary<string, string>())
        {
            builder.WithMetadata(new TopicMetadataAttribute(name, value));
        }

        return builder;
    }
}
