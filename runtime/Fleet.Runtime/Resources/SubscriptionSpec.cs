namespace Fleet.Runtime.Resources;

/// <summary>A <c>kind: Subscription</c> (v1alpha1 and v2alpha1 in one form).</summary>
/// <param name="Name"><c>metadata.name</c>.</param>
/// <param name="PubsubName">Component to subscribe on.</param>
/// <param name="Topic">Topic to subscribe to.</param>
/// <param name="Rules">Routes with a CEL condition, in order.</param>
/// <param name="DefaultRoute">Path for what no rule takes; null: none.</param>
/// <param name="DeadLetterTopic">Where a message goes that cannot be processed; null: nowhere.</param>
/// <param name="Bulk">Bulk delivery; null: one at a time.</param>
/// <param name="Metadata"><c>spec.metadata</c>, e.g. <c>rawPayload</c>.</param>
/// <param name="Scopes">App ids that it is for; empty: all.</param>
/// <param name="Where">Where it stands.</param>
public sealed record SubscriptionSpec(
    string Name,
    string PubsubName,
    string Topic,
    IReadOnlyList<RouteRule> Rules,
    string? DefaultRoute,
    string? DeadLetterTopic,
    BulkSubscribeSpec? Bulk,
    IReadOnlyDictionary<string, string> Metadata,
    IReadOnlyList<string> Scopes,
    ResourceLocation Where)
{
    /// <summary><c>metadata.namespace</c>; null: any.</summary>
    public string? Namespace { get; init; }

    /// <summary>The text of the document: two of the same text are the same.</summary>
    public string Source { get; init; } = "";
}

/// <summary>A routing rule: events that match go to the path.</summary>
public sealed record RouteRule(string Match, string Path);

/// <summary>Bulk delivery to the app. Zero or absent numbers take the defaults (100 messages, 1,000 ms).</summary>
public sealed record BulkSubscribeSpec(bool Enabled, int MaxMessagesCount, int MaxAwaitDurationMs);
