using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using Fleet.Runtime.Components;

namespace Fleet.Runtime.Middleware;

/// <summary><c>middleware.http.ratelimit</c>: so many requests a second, for each caller's address and each path.</summary>
internal sealed class RateLimitMiddleware(ComponentContext context) : IHttpMiddleware
{
    private const int MostBuckets = 10_000;

    private static readonly HttpReply Refusal = new(429, "You have reached maximum request limit.");

    private readonly ConcurrentDictionary<(string Address, string Path), TokenBucket> buckets = new();
    private readonly Queue<(string Address, string Path)> byAge = [];
    private readonly Lock gate = new();
    private double perSecond = 100;

    /// <summary>How YAML names it, and what it knows.</summary>
    public static ComponentType Type { get; } = new("middleware.http.ratelimit", [new("maxRequestsPerSecond")], context => new RateLimitMiddleware(context));

    private TimeProvider Time => context.Shared.Time;

    /// <inheritdoc/>
    public Task InitAsync(CancellationToken cancellationToken)
    {
        if (context.Metadata.Text("maxRequestsPerSecond") is { } text
            && !(double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out perSecond) && perSecond > 0 && double.IsFinite(perSecond)))
            throw new ComponentException($"metadata field maxRequestsPerSecond is '{text}', expected a number above 0");
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public ValueTask<HttpReply?> HandleAsync(IHttpExchange exchange, CancellationToken cancellationToken)
    {
        var address = IPEndPoint.TryParse(exchange.Caller, out var caller) ? caller.Address.ToString() : "0.0.0.0";
        var key = (address, exchange.Target.Path);
        var isTaken = (buckets.TryGetValue(key, out var bucket) ? bucket : Add(key)).TryTake(out var left);
        Tell(exchange, left);
        return new(isTaken ? null : Refusal);
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => default;

    // Paths are the callers' to make up: a new one takes the place of the oldest when there are too many.
    private TokenBucket Add((string Address, string Path) key)
    {
        lock (gate)
        {
            if (buckets.TryGetValue(key, out var known))
                return known;
            if (byAge.Count >= MostBuckets)
                buckets.TryRemove(byAge.Dequeue(), out _);
            byAge.Enqueue(key);
            return buckets[key] = new TokenBucket(perSecond, Time);
        }
    }

    private void Tell(IHttpExchange exchange, int left)
    {
        exchange.AddToAnswer("X-Rate-Limit-Limit", perSecond.ToString("0.00", CultureInfo.InvariantCulture));
        exchange.AddToAnswer("X-Rate-Limit-Duration", "1");
        if (exchange.Header("X-Forwarded-For") is { Length: > 0 } forwarded)
            exchange.AddToAnswer("X-Rate-Limit-Request-Forwarded-For", forwarded);
        exchange.AddToAnswer("X-Rate-Limit-Request-Remote-Addr", exchange.Caller);
        exchange.AddToAnswer("RateLimit-Limit", Math.Round(perSecond, MidpointRounding.AwayFromZero).ToString(CultureInfo.InvariantCulture));
        exchange.AddToAnswer("RateLimit-Reset", "1");
        exchange.AddToAnswer("RateLimit-Remaining", left.ToString(CultureInfo.InvariantCulture));
    }
}
