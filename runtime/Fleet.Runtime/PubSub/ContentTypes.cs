namespace Fleet.Runtime.PubSub;

/// <summary>What a content type means for an event's data; parameters such as a charset and case do not matter.</summary>
internal static class ContentTypes
{
    public const string CloudEvent = "application/cloudevents+json";
    public const string Json = "application/json";
    public const string Binary = "application/octet-stream";
    public const string PlainText = "text/plain";

    public static bool IsCloudEvent(string contentType) => Is(contentType, CloudEvent);

    public static bool IsJson(string contentType) => Is(contentType, Json);

    public static bool IsBinary(string contentType) => Is(contentType, Binary);

    public static bool IsText(string contentType) =>
        contentType.StartsWith("text/", StringComparison.OrdinalIgnoreCase) || Is(contentType, "application/xml");

    private static bool Is(string contentType, string expected) =>
        contentType.StartsWith(expected, StringComparison.OrdinalIgnoreCase)
        && (contentType.Length == expected.Length || contentType[expected.Length] == ';');
}
