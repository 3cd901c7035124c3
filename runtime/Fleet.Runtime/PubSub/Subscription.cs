using System.Text.Json.Nodes;
using Fleet.Runtime.Cel;
using Fleet.Runtime.Resources;

namespace Fleet.Runtime.PubSub;

/// <summary>A subscription of the app, ready to be served.</summary>
internal sealed record Subscription(
    string PubSub,
    string Topic,
    IReadOnlyList<Route> Routes,
    string? DeadLetterTopic,
    BulkSubscribeSpec? Bulk,
    IReadOnlyDictionary<string, string> Metadata,
    bool IsDeclarative)
{
    /// <summary>Reads rules; those without a path are none.</summary>
    /// <exception cref="CelSyntaxException">A condition is no CEL expression.</exception>
    public static IReadOnlyList<Route> ReadRoutes(IEnumerable<RouteRule> rules, params IEnumerable<string?> always) =>
    [
        .. rules.Where(rule => rule.Path.Length > 0).Select(Route.Read),
        .. always.OfType<string>().Where(path => path.Length > 0).Select(path => new Route(null, path)),
    ];

    /// <summary>The path for an event; null: no rule takes it.</summary>
    /// <exception cref="CelException">A rule failed, so that nobody knows where the event belongs.</exception>
    public string? PathFor(ReceivedEvent received)
    {
        foreach (var route in Routes)
        {
            if (route.Condition is null || route.Condition.IsTrue(received.Variables))
                return route.Path;
        }

        return null;
    }

    /// <summary>As <c>GET /v1.0/metadata</c> tells it.</summary>
    public JsonObject Describe()
    {
        var item = new JsonObject { ["pubsubname"] = PubSub, ["topic"] = Topic };
        if (Metadata.Count > 0)
            item["metadata"] = new JsonObject(Metadata.Select(pair => KeyValuePair.Create<string, JsonNode?>(pair.Key, pair.Value)));
        item["rules"] = new JsonArray([.. Routes.Select(route => route.Describe())]);
        item["deadLetterTopic"] = DeadLetterTopic ?? "";
        item["type"] = IsDeclarative ? "DECLARATIVE" : "PROGRAMMATIC";
        return item;
    }
}

/// <summary>A path of the app, and the events that go there; without a condition all.</summary>
internal sealed record Route(CelExpression? Condition, string Path)
{
    public static Route Read(RouteRule rule) =>
        new(string.IsNullOrWhiteSpace(rule.Match) ? null : CelExpression.Parse(rule.Match), rule.Path);

    public JsonObject Describe()
    {
        var item = new JsonObject();
        if (Condition is not null)
            item["match"] = Condition.Text;
        item["path"] = Path;
        return item;
    }
}
