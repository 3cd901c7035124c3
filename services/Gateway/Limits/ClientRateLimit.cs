using System.Globalization;
using System.Threading.RateLimiting;

namespace Fleet.Gateway.Limits;

/// <summary>How much one client address may ask; section <c>RateLimit</c> of the configuration.</summary>
public sealed class RateLimitOptions
{
    /// <summary>Requests a second, over time.</summary>
    public int RequestsPerSecond { get; set; } = 20_000;

    /// <summary>Requests at once.</summary>
    public int Burst { get; set; } = 40_000;
}

/// <summary>A token bucket a client address: who asks too much gets 429 and is told when to try again.</summary>
internal static class ClientRateLimit
{
    private const int RefillsPerSecond = 10;

    public static void AddClientRateLimit(this WebApplicationBuilder builder)
    {
        var limits = builder.Configuration.GetSection("RateLimit").Get<RateLimitOptions>() ?? new RateLimitOptions();
        builder.Services.AddRateLimiter(options =>
        {
            options.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
            options.OnRejected = Rejected;
            options.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, string>(context =>
                context.Request.Path == "/healthz"
                    ? RateLimitPartition.GetNoLimiter("health")
                    : RateLimitPartition.GetTokenBucketLimiter(context.Connection.RemoteIpAddress?.ToString() ?? "", _ => Bucket(limits)));
        });
    }

    private static TokenBucketRateLimiterOptions Bucket(RateLimitOptions limits) => new()
    {
        TokenLimit = Math.Max(1, limits.Burst),
        TokensPerPeriod = Math.Max(1, limits.RequestsPerSecond / RefillsPerSecond),
        ReplenishmentPeriod = TimeSpan.FromSeconds(1.0 / RefillsPerSecond),
        QueueLimit = 0,
    };

    // The body is the usual problem details: the status is enough for them.
    private static ValueTask Rejected(Microsoft.AspNetCore.RateLimiting.OnRejectedContext rejected, CancellationToken cancellation)
    {
        var wait = rejected.Lease.TryGetMetadata(MetadataName.RetryAfter, out var after) ? after : TimeSpan.Zero;
        rejected.HttpContext.Response.Headers.RetryAfter = Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        return ValueTask.CompletedTask;
    }
}
