namespace Fleet.Runtime.Resources;

/// <summary>Reads <c>kind: Subscription</c>, v1alpha1 (one route) and v2alpha1 (rules).</summary>
internal static class SubscriptionReader
{
    public static SubscriptionSpec Read(FieldReader root)
    {
        var name = ResourceHeader.Name(root, "dapr.io/v1alpha1", "dapr.io/v2alpha1");
        var isFirstVersion = root.Text("apiVersion") == "dapr.io/v1alpha1";
        var spec = root.Object("spec");
        if (spec is null)
            root.RequiredText("spec");
        var (rules, route) = spec is null ? ([], null) : isFirstVersion ? ([], spec.Text("route")) : Routes(spec);
        if (spec is not null && rules.Count == 0 && string.IsNullOrEmpty(route))
            spec.Report(isFirstVersion ? "route" : "routes", "names no path, so that nothing would be subscribed; expected " + (isFirstVersion ? "a path" : "rules or default"));
        var subscription = new SubscriptionSpec(
            name,
            PubsubName: spec?.RequiredText("pubsubname") ?? "",
            Topic: spec?.RequiredText("topic") ?? "",
            rules,
            route,
            DeadLetterTopic: spec?.Text("deadLetterTopic"),
            Bulk: spec?.Object("bulkSubscribe") is { } bulk ? Bulk(bulk) : null,
            Metadata: spec?.TextMap("metadata") ?? new Dictionary<string, string>(StringComparer.Ordinal),
            Scopes: root.Texts("scopes"),
            Where: root.Where)
        {
            Namespace = ResourceHeader.Namespace(root),
        };
        spec?.Done();
        root.Done();
        return subscription;
    }

    private static (IReadOnlyList<RouteRule> Rules, string? Default) Routes(FieldReader spec)
    {
        if (spec.Object("routes") is not { } routes)
            return ([], null);
        var rules = new List<RouteRule>();
        foreach (var item in routes.Items("rules"))
        {
            rules.Add(new RouteRule(item.Expression("match") ?? "", item.RequiredText("path")));
            item.Done();
        }

        var fallback = routes.Text("default");
        routes.Done();
        return (rules, fallback);
    }

    private static BulkSubscribeSpec Bulk(FieldReader bulk)
    {
        var read = new BulkSubscribeSpec(bulk.Boolean("enabled") ?? false, bulk.Number("maxMessagesCount", 0) ?? 0, bulk.Number("maxAwaitDurationMs", 0) ?? 0);
        bulk.Done();
        return read;
    }
}
