namespace Dapr;

/// <summary>An endpoint takes the events of a topic.</summary>
public interface ITopicMetadata
{
    /// <summary>The topic's name.</summary>
    string Name { get; }

    /// <summary>The pub/sub component's name.</summary>
    string PubsubName { get; }

    /// <summary>The CEL expression that an event must meet, or null.</summary>
    string Match { get; }

    /// <summary>The place of <see cref="Match"/> among the topic's rules; lower comes first.</summary>
    int Priority { get; }
}

/// <summary>A subscription may want events without a CloudEvent around them.</summary>
public interface IRawTopicMetadata
{
    /// <summary>Whether events come raw.</summary>
    bool? EnableRawPayload { get; }
}

/// <summary>A subscription may have a dead-letter topic.</summary>
public interface IDeadLetterTopicMetadata
{
    /// <summary>The topic for events that cannot be handled, or null.</summary>
    string DeadLetterTopic { get; }
}

/// <summary>A metadata field of a subscription.</summary>
public interface IOriginalTopicMetadata
{
    /// <summary>The id by which a topic owns the field; without one it belongs to every topic of the endpoint.</summary>
    string Id { get; }

    /// <summary>The field's name.</summary>
    string Name { get; }

    /// <summary>The field's value.</summary>
    string Value { get; }
}

/// <summary>A subscription may own metadata fields.</summary>
public interface IOwnedOriginalTopicMetadata
{
    /// <summary>The ids of the fields owned.</summary>
    string[] OwnedMetadatas { get; }

    /// <summary>What stands between several values of one field; a comma if null.</summary>
    string MetadataSeparator { get; }
}
