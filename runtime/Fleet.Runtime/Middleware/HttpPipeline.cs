using Fleet.Runtime.Components;
using Fleet.Runtime.Resources;

namespace Fleet.Runtime.Middleware;

/// <summary>The middleware of one pipeline, in the order of the Configuration.</summary>
public sealed class HttpPipeline
{
    private readonly IReadOnlyList<IHttpMiddleware> handlers;

    private HttpPipeline(IReadOnlyList<IHttpMiddleware> handlers) => this.handlers = handlers;

    /// <summary>Nothing stands in it.</summary>
    public bool IsEmpty => handlers.Count == 0;

    /// <summary>
    /// Finds the component of each handler by name, type and version. One that is not there is left out, as daprd does;
    /// the start has reported it.
    /// </summary>
    public static HttpPipeline Of(IReadOnlyList<PipelineHandler> handlers, ComponentSet components) =>
        new([.. handlers.Where(handler => components.Spec(handler.Name) is { } spec && handler.Means(spec)).Select(handler => components.Find<IHttpMiddleware>(handler.Name)).OfType<IHttpMiddleware>()]);

    /// <summary>Runs all of it; an answer ends the request, null lets it go on.</summary>
    public async ValueTask<HttpReply?> RunAsync(IHttpExchange exchange, CancellationToken cancellationToken)
    {
        foreach (var handler in handlers)
        {
            if (await handler.HandleAsync(exchange, cancellationToken) is { } reply)
                return reply;
        }

        return null;
    }
}
