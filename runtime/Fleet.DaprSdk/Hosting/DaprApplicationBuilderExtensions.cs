using Dapr;

namespace Microsoft.AspNetCore.Builder;

/// <summary>Adds the CloudEvents middleware.</summary>
public static class DaprApplicationBuilderExtensions
{
    /// <summary>Gives endpoints the data of a structured CloudEvent as if they were the request's body.</summary>
    public static IApplicationBuilder UseCloudEvents(this IApplicationBuilder builder) =>
        UseCloudEvents(builder, new CloudEventsMiddlewareOptions());

    /// <summary>The same, with options.</summary>
    public static IApplicationBuilder UseCloudEvents(this IApplicationBuilder builder, CloudEventsMiddlewareOptions options)
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.UseMiddleware<CloudEventsMiddleware>(options);
    }
}
