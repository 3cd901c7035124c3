using Fleet.Runtime.Components;

namespace Fleet.Runtime.Middleware;

/// <summary><c>middleware.http.uppercase</c>: writes bodies in capitals. It shows that a pipeline is in place.</summary>
internal sealed class UppercaseMiddleware(ComponentContext context) : IHttpMiddleware
{
    private readonly string direction = context.Metadata.Text("direction")?.ToUpperInvariant() ?? "";

    /// <summary>How YAML names it, and what it knows.</summary>
    public static ComponentType Type { get; } = new(
        "middleware.http.uppercase",
        [new("direction") { Choices = ["request", "response", "both"] }],
        context => new UppercaseMiddleware(context));

    /// <inheritdoc/>
    public Task InitAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public ValueTask<HttpReply?> HandleAsync(IHttpExchange exchange, CancellationToken cancellationToken)
    {
        exchange.Rewrite(direction == "RESPONSE" ? null : Capitals, direction is "RESPONSE" or "BOTH" ? Capitals : null);
        return default;
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => default;

    private static string Capitals(string text) => text.ToUpperInvariant();
}
