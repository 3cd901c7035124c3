namespace Dapr.AspNetCore;

/// <summary>What became of an event of a bulk.</summary>
public enum BulkSubscribeAppResponseStatus
{
    /// <summary>It is done.</summary>
    SUCCESS,

    /// <summary>It shall come again.</summary>
    RETRY,

    /// <summary>It shall be dropped, or dead-lettered.</summary>
    DROP,
}

/// <summary>What became of one event of a bulk.</summary>
public class BulkSubscribeAppResponseEntry(string entryId, BulkSubscribeAppResponseStatus status)
{
    /// <summary>The event's id in the bulk.</summary>
    public string EntryId { get; } = entryId;

    /// <summary>The status's name.</summary>
    public string Status { get; } = status.ToString();
}

/// <summary>What became of the events of a bulk.</summary>
public class BulkSubscribeAppResponse(List<BulkSubscribeAppResponseEntry> statuses)
{
    /// <summary>One status an event; an event without one counts as failed.</summary>
    public List<BulkSubscribeAppResponseEntry> Statuses { get; } = statuses;
}
