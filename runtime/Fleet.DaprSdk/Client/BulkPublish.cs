namespace Dapr.Client;

/// <summary>One event of a bulk publish.</summary>
public class BulkPublishEntry<TValue>(
    string entryId,
    TValue eventData,
    string contentType,
    IReadOnlyDictionary<string, string> metadata = default)
{
    /// <summary>The id of this entry, unique in its request.</summary>
    public string EntryId { get; } = entryId;

    /// <summary>The event.</summary>
    public TValue EventData { get; } = eventData;

    /// <summary>The event's content type.</summary>
    public string ContentType { get; } = contentType;

    /// <summary>The event's metadata, which win over the request's.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; } = metadata;
}

/// <summary>What came of a bulk publish: the events that the broker did not take.</summary>
public class BulkPublishResponse<TValue>(List<BulkPublishResponseFailedEntry<TValue>> failedEntries)
{
    /// <summary>The events that the broker did not take; empty if it took all.</summary>
    public List<BulkPublishResponseFailedEntry<TValue>> FailedEntries { get; } = failedEntries;
}

/// <summary>An event that the broker did not take, and why.</summary>
public class BulkPublishResponseFailedEntry<TValue>(BulkPublishEntry<TValue> entry, string errorMessage)
{
    /// <summary>The event.</summary>
    public BulkPublishEntry<TValue> Entry { get; } = entry;

    /// <summary>Why it was not taken.</summary>
    public string ErrorMessage { get; } = errorMessage;
}
