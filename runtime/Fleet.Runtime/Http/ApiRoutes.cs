using System.Diagnostics.CodeAnalysis;
using Fleet.Runtime.Telemetry;

namespace Fleet.Runtime.Http;

/// <summary>Answers one API call.</summary>
public delegate Task ApiHandler(ApiCall call);

/// <summary>A route of the API.</summary>
/// <param name="Handler">Answers it.</param>
/// <param name="Name">As Dapr's metrics call it.</param>
internal sealed record ApiRoute(ApiHandler Handler, string Name);

/// <summary>
/// The sidecar's paths. A template such as <c>/v1.0/state/{store}/{key}</c> matches the path as it stands on the wire,
/// segment by segment; literals win over names; <c>{*rest}</c> takes all that follows, slashes included. Slashes too many
/// are ignored.
/// </summary>
public sealed class ApiRoutes
{
    private readonly Node root = new();
    private readonly List<RouteTemplate> all = [];

    /// <summary>Every route, in the order in which they were added.</summary>
    public IReadOnlyList<RouteTemplate> All => all;

    /// <summary>Answers paths that no template matches; null: 404.</summary>
    public ApiHandler? Fallback { get; set; }

    /// <summary>Adds a route. <paramref name="methods"/>: verbs separated by a comma, or <c>*</c> for any.</summary>
    public ApiRoutes Map(string methods, string template, ApiHandler handler)
    {
        var node = root;
        foreach (var segment in template.Split('/', StringSplitOptions.RemoveEmptyEntries))
            node = node.Child(segment);
        foreach (var method in methods.Split(','))
        {
            node.Routes.Add(method, new ApiRoute(handler, EndpointNames.Of(method, template)));
            all.Add(new RouteTemplate(method, template));
        }

        return this;
    }

    /// <summary>Finds the handler for a raw path (no query).</summary>
    internal bool TryMatch(string method, string path, [NotNullWhen(true)] out ApiRoute? found, out RouteValues values)
    {
        values = default;
        return Match(root, method, RoutePath.Clean(path), start: 1, ref values, out found);
    }

    private static bool Match(Node node, string method, string path, int start, ref RouteValues values, [NotNullWhen(true)] out ApiRoute? found)
    {
        if (start >= path.Length)
            return node.TryRoute(method, out found);

        var slash = path.IndexOf('/', start);
        var end = slash < 0 ? path.Length : slash;
        if (node.Literals.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(path.AsSpan(start, end - start), out var literal)
            && Match(literal, method, path, end + 1, ref values, out found))
            return true;

        if (node.Named is { } named && end > start)
        {
            var saved = values;
            values = values.With(named.Name, path[start..end]);
            if (Match(named.Node, method, path, end + 1, ref values, out found))
                return true;
            values = saved;
        }

        if (node.Rest is { } rest && rest.Node.TryRoute(method, out found))
        {
            values = values.With(rest.Name, path[start..]);
            return true;
        }

        found = null;
        return false;
    }

    private sealed class Node
    {
        public Dictionary<string, Node> Literals { get; } = new(StringComparer.Ordinal);
        public Dictionary<string, ApiRoute> Routes { get; } = new(StringComparer.Ordinal);
        public (string Name, Node Node)? Named { get; private set; }
        public (string Name, Node Node)? Rest { get; private set; }

        public Node Child(string segment)
        {
            if (segment.StartsWith("{*", StringComparison.Ordinal))
                return (Rest ??= (segment[2..^1], new Node())).Node;
            if (segment.StartsWith('{'))
                return (Named ??= (segment[1..^1], new Node())).Node;
            return Literals.TryGetValue(segment, out var child) ? child : Literals[segment] = new Node();
        }

        public bool TryRoute(string method, [NotNullWhen(true)] out ApiRoute? found) =>
            Routes.TryGetValue(method, out found) || Routes.TryGetValue("*", out found);
    }
}

/// <summary>A route of the API.</summary>
/// <param name="Method">The verb, or <c>*</c> for any.</param>
/// <param name="Template">The path with names in braces.</param>
public sealed record RouteTemplate(string Method, string Template);

/// <summary>What the names of a template matched, as it stands on the wire (still percent-encoded).</summary>
public readonly struct RouteValues
{
    private readonly (string Name, string Value)[]? items;

    private RouteValues((string, string)[] items) => this.items = items;

    internal RouteValues With(string name, string value) => new([.. items ?? [], (name, value)]);

    /// <summary>The raw text of <paramref name="name"/>; the empty text when the template lacks it.</summary>
    public string this[string name]
    {
        get
        {
            foreach (var item in items ?? [])
            {
                if (item.Name == name)
                    return item.Value;
            }

            return "";
        }
    }
}
