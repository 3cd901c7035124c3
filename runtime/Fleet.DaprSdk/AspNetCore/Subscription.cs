#nullable enable
namespace Dapr;

/// <summary>One subscription as <c>/dapr/subscribe</c> tells it.</summary>
internal sealed record Subscription(
    string Topic,
    string PubsubName,
    string? Route,
    RouteTable? Routes,
    Dictionary<string, string>? Metadata,
    string? DeadLetterTopic,
    BulkOptions? BulkSubscribe);

internal sealed record RouteTable(string? Default, List<RouteRule> Rules);

internal sealed record RouteRule(string Match, string Path);

internal sealed record BulkOptions(bool Enabled, int MaxMessagesCount, int MaxAwaitDurationMs);
