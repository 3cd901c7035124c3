namespace Dapr.AspNetCore;

/// <summary>An endpoint takes a topic's events in bulk.</summary>
public interface IBulkSubscribeMetadata
{
    /// <summary>The most events in one call.</summary>
    int MaxMessagesCount { get; }

    /// <summary>How long to gather events, in milliseconds.</summary>
    int MaxAwaitDurationMs { get; }

    /// <summary>The topic's name.</summary>
    string TopicName { get; }
}

/// <summary>The endpoint takes a topic's events in bulk; stands beside a <see cref="TopicAttribute"/>.</summary>
[AttributeUsage(AttributeTargets.All, AllowMultiple = true)]
public class BulkSubscribeAttribute : Attribute, IBulkSubscribeMetadata
{
    /// <summary>Gathers up to so many events for so long.</summary>
    public BulkSubscribeAttribute(string topicName, int maxMessagesCount, int maxAwaitDurationMs)
    {
        TopicName = topicName;
        MaxMessagesCount = maxMessagesCount;
        MaxAwaitDurationMs = maxAwaitDurationMs;
    }

    /// <summary>Gathers up to so many events for a second.</summary>
    public BulkSubscribeAttribute(string topicName, int maxMessagesCount)
        : this(topicName, maxMessagesCount, DefaultMaxAwaitDurationMs)
    {
    }

    /// <summary>Gathers up to 100 events for a second.</summary>
    public BulkSubscribeAttribute(string topicName)
        : this(topicName, DefaultMaxMessagesCount)
    {
    }

    /// <inheritdoc/>
    public int MaxMessagesCount { get; }

    /// <inheritdoc/>
    public int MaxAwaitDurationMs { get; }

    /// <inheritdoc/>
    public string TopicName { get; }

    internal const int DefaultMaxMessagesCount = 100;

    internal const int DefaultMaxAwaitDurationMs = 1000;
}

/// <summary>A bulk subscription, for <c>WithBulkSubscribe</c>.</summary>
public class BulkSubscribeTopicOptions
{
    /// <summary>The most events in one call.</summary>
    public int MaxMessagesCount { get; set; } = BulkSubscribeAttribute.DefaultMaxMessagesCount;

    /// <summary>How long to gather events, in milliseconds.</summary>
    public int MaxAwaitDurationMs { get; set; } = BulkSubscribeAttribute.DefaultMaxAwaitDurationMs;

    /// <summary>The topic's name.</summary>
    public string TopicName { get; set; }
}
