namespace Dapr.AspNetCore;

/// <summary>A CloudEvent as it comes in a bulk.</summary>
public class BulkMessageModel<TValue>
{
    /// <summary>For a serializer.</summary>
    public BulkMessageModel()
    {
    }

    /// <summary>Joins an event's attributes and data.</summary>
    public BulkMessageModel(
        string id,
        string source,
        string type,
        string specversion,
        string datacontenttype,
        TValue data)
    {
        Id = id;
        Source = source;
        Type = type;
        Specversion = specversion;
        Datacontenttype = datacontenttype;
        Data = data;
    }

    /// <summary>The attribute <c>id</c>.</summary>
    public string Id { get; set; }

    /// <summary>The attribute <c>source</c>.</summary>
    public string Source { get; set; }

    /// <summary>The attribute <c>type</c>.</summary>
    public string Type { get; set; }

    /// <summary>The attribute <c>specversion</c>.</summary>
    public string Specversion { get; set; }

    /// <summary>The attribute <c>datacontenttype</c>.</summary>
    public string Datacontenttype { get; set; }

    /// <summary>The data.</summary>
    public TValue Data { get; set; }
}
