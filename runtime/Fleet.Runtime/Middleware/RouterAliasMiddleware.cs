using Fleet.Runtime.Components;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Fleet.Runtime.Middleware;

/// <summary>
/// <c>middleware.http.routeralias</c>: paths of one's own for paths of the sidecar. <c>routes</c> maps a template such as
/// <c>/cars/{id}</c> to a path; what the names of the template match goes into the query.
/// </summary>
internal sealed class RouterAliasMiddleware(ComponentContext context) : IHttpMiddleware
{
    private IReadOnlyList<(PathTemplate Template, string Path)> routes = [];

    /// <summary>How YAML names it, and what it knows. Fields of any name are routes, in an old form that Dapr still takes.</summary>
    public static ComponentType Type { get; } = new("middleware.http.routeralias", [new("routes")], context => new RouterAliasMiddleware(context)) { TakesAnyField = true };

    /// <inheritdoc/>
    public Task InitAsync(CancellationToken cancellationToken)
    {
        var metadata = context.Metadata;
        var pairs = metadata.All.Count == 1 && metadata.Text("routes") is { } text ? Parse(text) : [.. metadata.All];
        if (pairs.FirstOrDefault(pair => pair.Key.Length == 0 || pair.Value.Length == 0) is { Key: not null } empty)
            throw new ComponentException($"the route '{empty.Key}' lacks a path");
        routes = [.. pairs.Select(pair => (PathTemplate.Parse(pair.Key), pair.Value))];
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public ValueTask<HttpReply?> HandleAsync(IHttpExchange exchange, CancellationToken cancellationToken)
    {
        var target = exchange.Target;
        foreach (var (template, path) in routes)
        {
            if (template.Match(target.Path) is not { } values)
                continue;
            exchange.Target = new RequestTarget(path, Query(target.Query, values));
            break;
        }

        return default;
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => default;

    private static List<KeyValuePair<string, string>> Parse(string text)
    {
        try
        {
            var yaml = new YamlStream();
            yaml.Load(new StringReader(text));
            if (yaml.Documents.Count == 0)
                return [];
            if (yaml.Documents[0].RootNode is YamlMappingNode mapping && mapping.All(pair => pair is { Key: YamlScalarNode, Value: YamlScalarNode }))
                return [.. mapping.Select(pair => KeyValuePair.Create(((YamlScalarNode)pair.Key).Value ?? "", ((YamlScalarNode)pair.Value).Value ?? ""))];
        }
        catch (YamlException broken)
        {
            throw new ComponentException($"metadata field routes is neither JSON nor YAML: {broken.Message}", broken);
        }

        throw new ComponentException("metadata field routes is no mapping of paths to paths");
    }

    private static string Query(string query, IReadOnlyList<KeyValuePair<string, string>> values)
    {
        var all = Microsoft.AspNetCore.WebUtilities.QueryHelpers.ParseQuery(query)
            .SelectMany(pair => pair.Value, (pair, value) => KeyValuePair.Create(pair.Key, value ?? ""))
            .Concat(values)
            .OrderBy(pair => pair.Key, StringComparer.Ordinal);
        return string.Join('&', all.Select(pair => Escape(pair.Key) + "=" + Escape(pair.Value)));
    }

    private static string Escape(string text) => Uri.EscapeDataString(text).Replace("%20", "+", StringComparison.Ordinal);
}
