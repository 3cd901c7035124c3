#nullable enable
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Dapr;

/// <summary>The attributes of a CloudEvent that say what its data are. Names are found in any case.</summary>
internal readonly struct CloudEventAttributes
{
    public CloudEventAttributes(JsonElement cloudEvent)
    {
        foreach (var attribute in cloudEvent.EnumerateObject())
        {
            if (attribute.Name.Equals("data", StringComparison.OrdinalIgnoreCase))
            {
                Data = attribute.Value;
            }
            else if (attribute.Name.Equals("data_base64", StringComparison.OrdinalIgnoreCase))
            {
                DataBase64 = attribute.Value;
            }
            else if (attribute.Name.Equals("datacontenttype", StringComparison.OrdinalIgnoreCase))
            {
                DataContentType = attribute.Value;
            }
        }
    }

    public JsonElement? Data { get; }

    public JsonElement? DataBase64 { get; }

    public JsonElement? DataContentType { get; }
}

/// <summary>Gives a CloudEvent's attributes on as headers, if the options ask for it.</summary>
internal static class CloudEventHeaders
{
    private static readonly HashSet<string> Never = new(StringComparer.OrdinalIgnoreCase)
    {
        "data", "data_base64", "datacontenttype", "pubsubname", "traceparent",
    };

    public static void Forward(JsonElement cloudEvent, CloudEventsMiddlewareOptions options, IHeaderDictionary headers)
    {
        if (!options.ForwardCloudEventPropertiesAsHeaders)
        {
            return;
        }

        foreach (var attribute in cloudEvent.EnumerateObject())
        {
            if (!Never.Contains(attribute.Name) && IsWanted(attribute.Name, options))
            {
                headers.TryAdd(
                    $"Cloudevent.{attribute.Name.ToLowerInvariant()}",
                    attribute.Value.GetRawText().Trim('"'));
            }
        }
    }

    private static bool IsWanted(string name, CloudEventsMiddlewareOptions options) =>
        options.IncludedCloudEventPropertiesAsHeaders is { } included
            ? included.Contains(name, StringComparer.OrdinalIgnoreCase)
            : options.ExcludedCloudEventPropertiesFromHeaders?.Contains(name, StringComparer.OrdinalIgnoreCase) != true;
}
