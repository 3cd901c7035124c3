namespace Dapr;

/// <summary>Options of <c>UseCloudEvents</c>.</summary>
public class CloudEventsMiddlewareOptions
{
    /// <summary>Whether text data keep the quotes and escapes they have as a JSON string; off by default.</summary>
    public bool SuppressJsonDecodingOfTextPayloads { get; set; }

    /// <summary>Whether the event's attributes come as headers <c>Cloudevent.NAME</c>; off by default.</summary>
    public bool ForwardCloudEventPropertiesAsHeaders { get; set; }

    /// <summary>The only attributes that come as headers, if set.</summary>
    public string[] IncludedCloudEventPropertiesAsHeaders { get; set; }

    /// <summary>Attributes that do not come as headers.</summary>
    public string[] ExcludedCloudEventPropertiesFromHeaders { get; set; }
}
