using System.Globalization;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.RateLimiting;

namespace Fleet.ServiceDefaults;

/// <summary>How much one client address may ask.</summary>
public sealed class ClientLimits
{
    /// <summary>Requests a second, over time.</summary>
    public int RequestsPerSecond { get; set; } = 20_000;

    /// <summary>Requests at once.</summary>
    public int Burst { get; set; } = 40_000;
}

/// <summary>A token bucket a client address: who asks too much gets 429 and is told when to try again.</summary>
public static class ClientRateLimit
{
    private const int RefillsPerSecond = 10;

    /// <summary>Adds the limit; the app calls <c>UseRateLimiter</c>.</summary>
    /// <param name="builder">The service being built.</param>
    /// <param name="limits">How much is allowed.</param>
    /// <param name="counts">Which requests count.</param>
    public static void AddClientRateLimit(this WebApplicationBuilder builder, ClientLimits limits, Func<HttpContext, bool> counts) =>
        builder.Services.AddRateLimiter(options =>
        {
            options.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
            options.OnRejected = Rejected;
            options.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, string>(context => counts(context)
                ? RateLimitPartition.GetTokenBucketLimiter(context.Connection.RemoteIpAddress?.ToString() ?? "", _ => Bucket(limits))
                : RateLimitPartition.GetNoLimiter("uncounted"));
        });

    private static TokenBucketRateLimiterOptions Bucket(ClientLimits limits) => new()
    {
        TokenLimit = Math.Max(1, limits.Burst),
        TokensPerPeriod = Math.Max(1, limits.RequestsPerSecond / RefillsPerSecond),
        ReplenishmentPeriod = TimeSpan.FromSeconds(1.0 / RefillsPerSecond),
        QueueLimit = 0,
    };

    // The body is the usual problem details: the status is enough for them.
    private static ValueTask Rejected(OnRejectedContext rejected, CancellationToken cancellation)
    {
        var wait = rejected.Lease.TryGetMetadata(MetadataName.RetryAfter, out var after) ? after : TimeSpan.Zero;
        rejected.HttpContext.Response.Headers.RetryAfter = Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        return ValueTask.CompletedTask;
    }
}
