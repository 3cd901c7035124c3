namespace Dapr;

/// <summary>The endpoint takes the events of a topic.</summary>
[AttributeUsage(AttributeTargets.All, AllowMultiple = true)]
public class TopicAttribute : Attribute, ITopicMetadata, IRawTopicMetadata, IOwnedOriginalTopicMetadata, IDeadLetterTopicMetadata
{
    /// <summary>Subscribes to all events of a topic.</summary>
    public TopicAttribute(string pubsubName, string name, string[] ownedMetadatas = null, string metadataSeparator = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(pubsubName);
        ArgumentException.ThrowIfNullOrEmpty(name);
        PubsubName = pubsubName;
        Name = name;
        OwnedMetadatas = ownedMetadatas;
        MetadataSeparator = metadataSeparator;
    }

    /// <summary>Subscribes to all events of a topic, raw if wanted.</summary>
    public TopicAttribute(
        string pubsubName,
        string name,
        bool enableRawPayload,
        string[] ownedMetadatas = null,
        string metadataSeparator = null)
        : this(pubsubName, name, ownedMetadatas, metadataSeparator)
    {
        EnableRawPayload = enableRawPayload;
    }

    /// <summary>Subscribes to the events of a topic that meet a CEL expression.</summary>
    public TopicAttribute(
        string pubsubName,
        string name,
        string match,
        int priority,
        string[] ownedMetadatas = null,
        string metadataSeparator = null)
        : this(pubsubName, name, ownedMetadatas, metadataSeparator)
    {
        Match = match;
        Priority = priority;
    }

    /// <summary>Subscribes to the events of a topic that meet a CEL expression, raw if wanted.</summary>
    public TopicAttribute(
        string pubsubName,
        string name,
        bool enableRawPayload,
        string match,
        int priority,
        string[] ownedMetadatas = null,
        string metadataSeparator = null)
        : this(pubsubName, name, match, priority, ownedMetadatas, metadataSeparator)
    {
        EnableRawPayload = enableRawPayload;
    }

    /// <summary>Subscribes to a topic with a dead-letter topic.</summary>
    public TopicAttribute(
        string pubsubName,
        string name,
        string deadLetterTopic,
        bool enableRawPayload,
        string[] ownedMetadatas = null,
        string metadataSeparator = null)
        : this(pubsubName, name, enableRawPayload, ownedMetadatas, metadataSeparator)
    {
        DeadLetterTopic = deadLetterTopic;
    }

    /// <inheritdoc/>
    public string Name { get; set; }

    /// <inheritdoc/>
    public string PubsubName { get; set; }

    /// <inheritdoc/>
    public bool? EnableRawPayload { get; set; }

    /// <inheritdoc/>
    public new string Match { get; set; }

    /// <inheritdoc/>
    public int Priority { get; set; }

    /// <inheritdoc/>
    public string[] OwnedMetadatas { get; set; }

    /// <inheritdoc/>
    public string MetadataSeparator { get; set; }

    /// <inheritdoc/>
    public string DeadLetterTopic { get; set; }
}
