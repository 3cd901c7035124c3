using System.Text.Json;
using Fleet.Runtime.Http;
using Fleet.Runtime.Resources;

namespace Fleet.Runtime.PubSub;

/// <summary>What an app answers to <c>GET /dapr/subscribe</c>.</summary>
internal static class SubscribeAnswer
{
    private sealed record Item(
        string? PubsubName,
        string? Topic,
        string? Route,
        RouteList? Routes,
        string? DeadLetterTopic,
        Dictionary<string, string?>? Metadata,
        BulkItem? BulkSubscribe);

    private sealed record RouteList(IReadOnlyList<RuleItem?>? Rules, string? Default);

    private sealed record RuleItem(string? Match, string? Path);

    private sealed record BulkItem(bool Enabled, int MaxMessagesCount, int MaxAwaitDurationMs);

    /// <summary>Reads all subscriptions; those without a route are left out.</summary>
    /// <exception cref="JsonException">The answer is no list of subscriptions.</exception>
    /// <exception cref="Cel.CelSyntaxException">A condition is no CEL expression; then none of the list counts.</exception>
    public static IReadOnlyList<Subscription> Read(ReadOnlySpan<byte> body)
    {
        var reader = new Utf8JsonReader(body, new JsonReaderOptions { AllowMultipleValues = true, MaxDepth = JsonText.MaxDepth });
        var items = JsonSerializer.Deserialize<IReadOnlyList<Item?>>(ref reader, JsonText.Options) ?? [];
        return [.. items.OfType<Item>().Select(Read).Where(subscription => subscription.Routes.Count > 0)];
    }

    private static Subscription Read(Item item) => new(
        item.PubsubName ?? "",
        item.Topic ?? "",
        Subscription.ReadRoutes((item.Routes?.Rules ?? []).OfType<RuleItem>().Select(rule => new RouteRule(rule.Match ?? "", rule.Path ?? "")), item.Routes?.Default is { Length: > 0 } standard ? standard : item.Route),
        item.DeadLetterTopic is { Length: > 0 } dead ? dead : null,
        item.BulkSubscribe is { Enabled: true } bulk ? new BulkSubscribeSpec(true, bulk.MaxMessagesCount, bulk.MaxAwaitDurationMs) : null,
        (item.Metadata ?? []).ToDictionary(pair => pair.Key, pair => pair.Value ?? "", StringComparer.Ordinal),
        IsDeclarative: false);
}
