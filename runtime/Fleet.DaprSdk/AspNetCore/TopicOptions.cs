namespace Dapr;

/// <summary>A subscription in full, for <c>WithTopic</c>.</summary>
public class TopicOptions
{
    /// <summary>The metadata fields.</summary>
#pragma warning disable CA1051 // The genuine class has a field here.
    public IDictionary<string, string> Metadata;
#pragma warning restore CA1051

    /// <summary>The topic's name.</summary>
    public string Name { get; set; }

    /// <summary>The pub/sub component's name.</summary>
    public string PubsubName { get; set; }

    /// <summary>Whether events come raw.</summary>
    public bool EnableRawPayload { get; set; }

    /// <summary>The CEL expression that an event must meet, or null.</summary>
    public string Match { get; set; }

    /// <summary>The place of <see cref="Match"/> among the topic's rules; lower comes first.</summary>
    public int Priority { get; set; }

    /// <summary>The ids of the metadata fields owned.</summary>
    public string[] OwnedMetadatas { get; set; }

    /// <summary>What stands between several values of one field.</summary>
    public string MetadataSeparator { get; set; }

    /// <summary>The topic for events that cannot be handled, or null.</summary>
    public string DeadLetterTopic { get; set; }
}

/// <summary>Options of the subscription endpoint.</summary>
public class SubscribeOptions
{
    /// <summary>Whether the events of every topic come raw.</summary>
    public bool EnableRawPayload { get; set; }
}
