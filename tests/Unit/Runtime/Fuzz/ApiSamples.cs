using Fleet.Runtime.Http;

namespace Fleet.Tests.Unit.Runtime.Fuzz;

/// <summary>What a good call of a route looks like. Routes that are not known here are called with bodies of every sort.</summary>
internal static class ApiSamples
{
    private const string Entry = """{"key":"k","value":{"a":1},"etag":"1","metadata":{"ttlInSeconds":"60"},"options":{"concurrency":"first-write","consistency":"strong"}}""";

    private static readonly Dictionary<string, string[]> Bodies = new(StringComparer.Ordinal)
    {
        ["/v1.0/state/{store}"] = [$"[{Entry}]"],
        ["/v1.0/state/{store}/bulk"] = ["""{"keys":["k","l"],"parallelism":10}"""],
        ["/v1.0/state/{store}/transaction"] = ["{\"operations\":[{\"operation\":\"upsert\",\"request\":" + Entry + """},{"operation":"delete","request":{"key":"k"}}],"metadata":{"partitionKey":"x"}}"""],
        ["/v1.0-alpha1/state/{store}/query"] = ["""{"filter":{"EQ":{"a":1}},"sort":[{"key":"a","order":"ASC"}],"page":{"limit":2,"token":"x"}}"""],
        ["/v1.0/publish/{pubsub}/{*topic}"] = ["""{"specversion":"1.0","id":"1","source":"s","type":"t","data":{"a":1},"traceparent":"x","expiration":"9999-12-31T23:59:59Z"}""", """{"orderId":1}"""],
        ["/v1.0/bindings/{name}"] = ["""{"operation":"create","data":{"a":1},"metadata":{"fileName":"f","path":"x","X-Own":"y","subject":"s","emailTo":"a@b.c","emailFrom":"a@b.c","sql":"select 1","key":"k"}}""", """{"operation":"get","metadata":{"fileName":"f"}}""", """{"operation":"list","metadata":{"fileName":"f"}}"""],
        ["/v1.0/actors/{type}/{id}/state"] = ["""[{"operation":"upsert","request":{"key":"k","value":{"a":1},"metadata":{"ttlInSeconds":"60"}}},{"operation":"delete","request":{"key":"k"}}]"""],
        ["/v1.0/actors/{type}/{id}/reminders/{name}"] = ["""{"dueTime":"1h","period":"R2/PT1H","ttl":"10h","data":{"a":1},"overwrite":true}"""],
        ["/v1.0/actors/{type}/{id}/timers/{name}"] = ["""{"dueTime":"1h","period":"R2/PT1H","ttl":"10h","data":{"a":1},"callback":"tick"}"""],
        ["/v1.0-alpha1/jobs/{name}"] = ["""{"schedule":"@every 1h","repeats":3,"dueTime":"1h","ttl":"10h","data":{"@type":"type.googleapis.com/google.protobuf.StringValue","value":"x"},"failurePolicy":{"constant":{"interval":"1s","maxRetries":2}},"overwrite":true}"""],
        ["/v1.0-alpha1/lock/{store}"] = ["""{"resourceId":"r","lockOwner":"o","expiryInSeconds":60}"""],
        ["/v1.0-alpha1/unlock/{store}"] = ["""{"resourceId":"r","lockOwner":"o"}"""],
    };

    private static readonly string[] Bulk = ["""[{"entryId":"1","event":{"a":1},"contentType":"application/json","metadata":{"ttlInSeconds":"1","rawPayload":"false"}},{"entryId":"2","event":"dGV4dA==","contentType":"application/octet-stream"}]"""];

    private static readonly Dictionary<string, string[]> Names = new(StringComparer.Ordinal)
    {
        ["store"] = ["memory", "sqlite", "secrets"],
        ["pubsub"] = ["volatile", "durable"],
        ["topic"] = ["orders", "dead", "nobody"],
        ["name"] = ["files", "web", "mail", "thing"],
        ["type"] = ["Robot"],
        ["id"] = ["1", "app"],
        ["key"] = ["k", "l"],
        ["method"] = ["echo"],
        ["rest"] = ["a/b"],
        ["url"] = ["https://localhost:1/method/x", "x"],
    };

    /// <summary>Good bodies for a route; objects and lists for one that is not known.</summary>
    public static IReadOnlyList<string> BodiesOf(RouteTemplate route)
    {
        if (route.Template.Contains("publish/bulk", StringComparison.Ordinal))
            return Bulk;
        return Bodies.TryGetValue(route.Template, out var known) ? known : ["""{"a":{"b":[1,"x",true,null]},"name":"n","metadata":{"m":"v"}}""", """[{"key":"k","value":1}]"""];
    }

    /// <summary>Whether this table knows the route's body.</summary>
    public static bool Knows(RouteTemplate route) => Bodies.ContainsKey(route.Template);

    /// <summary>A path of the route; names get good values, or now and then what <paramref name="hostile"/> makes.</summary>
    public static string Path(FuzzRun run, RouteTemplate route, Func<string?> hostile)
    {
        var segments = route.Template.Split('/').Select(segment => segment.StartsWith('{') ? hostile() ?? run.Any(Values(segment.Trim('{', '}', '*'))) : segment);
        return string.Join('/', segments);
    }

    private static string[] Values(string name) => Names.TryGetValue(name, out var known) ? known : ["x"];
}
