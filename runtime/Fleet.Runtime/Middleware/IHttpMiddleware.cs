using Fleet.Runtime.Components;

namespace Fleet.Runtime.Middleware;

/// <summary>What stands in a pipeline of the Configuration: before the sidecar's API, or on the way to the app.</summary>
public interface IHttpMiddleware : IComponent
{
    /// <summary>Looks at a request and changes what it wants. An answer ends the request here; null: it goes on.</summary>
    ValueTask<HttpReply?> HandleAsync(IHttpExchange exchange, CancellationToken cancellationToken);
}

/// <summary>The answer of a middleware that lets nothing through.</summary>
/// <param name="Status">HTTP status.</param>
/// <param name="Text">Body, text/plain.</param>
public sealed record HttpReply(int Status, string Text)
{
    /// <summary>401 without a word of why.</summary>
    public static HttpReply Unauthorized { get; } = new(401, "Unauthorized");
}
