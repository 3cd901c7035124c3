using System.Text.RegularExpressions;
using Fleet.Runtime.Components;

namespace Fleet.Runtime.Middleware;

/// <summary><c>middleware.http.routerchecker</c>: lets through only what matches a regular expression.</summary>
internal sealed class RouterCheckerMiddleware(ComponentContext context) : IHttpMiddleware
{
    private static readonly HttpReply Refusal = new(400, "invalid router");

    private Regex? rule;

    /// <summary>How YAML names it, and what it knows.</summary>
    public static ComponentType Type { get; } = new("middleware.http.routerchecker", [new("rule")], context => new RouterCheckerMiddleware(context));

    /// <inheritdoc/>
    public Task InitAsync(CancellationToken cancellationToken)
    {
        try
        {
            // Go's expressions, like these, take time that grows only with the length of the text.
            rule = new Regex(context.Metadata.Text("rule") ?? "", RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);
            return Task.CompletedTask;
        }
        catch (Exception broken) when (broken is ArgumentException or NotSupportedException)
        {
            throw new ComponentException($"metadata field rule is no regular expression: {broken.Message}", broken);
        }
    }

    /// <inheritdoc/>
    public ValueTask<HttpReply?> HandleAsync(IHttpExchange exchange, CancellationToken cancellationToken) =>
        new(rule!.IsMatch(exchange.Target.PathAndQuery) ? null : Refusal);

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => default;
}
