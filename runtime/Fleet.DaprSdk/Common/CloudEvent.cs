using System.Text.Json.Serialization;

namespace Dapr;

/// <summary>The attributes of a CloudEvent that a publisher may set.</summary>
public class CloudEvent
{
    /// <summary>The attribute <c>source</c>.</summary>
    [JsonPropertyName("source")]
    public Uri Source { get; init; }

    /// <summary>The attribute <c>type</c>.</summary>
    [JsonPropertyName("type")]
    public string Type { get; init; }

    /// <summary>The attribute <c>subject</c>.</summary>
    [JsonPropertyName("subject")]
    public string Subject { get; init; }
}

/// <summary>A CloudEvent with its data.</summary>
public class CloudEvent<TData>(TData data) : CloudEvent
{
    /// <summary>The event's data.</summary>
    public TData Data { get; } = data;

    /// <summary>The attribute <c>datacontenttype</c>, always <c>application/json</c>.</summary>
    [JsonPropertyName("datacontenttype")]
    public string DataContentType { get; } = "application/json";
}
