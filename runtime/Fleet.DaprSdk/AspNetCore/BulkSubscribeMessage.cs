namespace Dapr.AspNetCore;

/// <summary>Several events in one call.</summary>
/// <typeparam name="TValue">The data of each event, or <see cref="BulkMessageModel{TValue}"/> for the whole CloudEvent.</typeparam>
public class BulkSubscribeMessage<TValue>
{
    /// <summary>For a serializer.</summary>
    public BulkSubscribeMessage()
    {
    }

    /// <summary>Joins events of a topic.</summary>
    public BulkSubscribeMessage(
        List<BulkSubscribeMessageEntry<TValue>> entries,
        string topic,
        Dictionary<string, string> metadata)
    {
        Entries = entries;
        Topic = topic;
        Metadata = metadata;
    }

    /// <summary>The events.</summary>
    public List<BulkSubscribeMessageEntry<TValue>> Entries { get; set; }

    /// <summary>The topic's name.</summary>
    public string Topic { get; set; }

    /// <summary>The metadata of the call.</summary>
    public Dictionary<string, string> Metadata { get; set; }
}

/// <summary>One event of a bulk.</summary>
public class BulkSubscribeMessageEntry<TValue>
{
    /// <summary>For a serializer.</summary>
    public BulkSubscribeMessageEntry()
    {
    }

    /// <summary>An event with its id in the bulk.</summary>
    public BulkSubscribeMessageEntry(
        string entryId,
        string contentType,
        Dictionary<string, string> metadata,
        TValue eventData)
    {
        EntryId = entryId;
        ContentType = contentType;
        Metadata = metadata;
        Event = eventData;
    }

    /// <summary>The event's id in the bulk, by which its status is told.</summary>
    public string EntryId { get; set; }

    /// <summary>The event's content type.</summary>
    public string ContentType { get; set; }

    /// <summary>The event's metadata.</summary>
    public Dictionary<string, string> Metadata { get; set; }

    /// <summary>The event.</summary>
    public TValue Event { get; set; }
}
